package org.actionregistry.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files under {@code src/test/resources/vectors/jcs}. */
final class Vectors {
    private Vectors() {}

    static byte[] read(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/jcs/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no vector " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
