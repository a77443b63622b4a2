package org.actionregistry.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Manifest;
import org.actionregistry.client.RegistryClient;
import org.actionregistry.client.Signer;

/** A few actions to look at in a registry that was just made. */
final class SampleActions {
    private static final List<String> FILES =
            List.of("files.move-1.0.0", "files.move-1.1.0", "ssh.exec-1.2.0", "web.fetch-0.9.0-rc.1");

    private SampleActions() {}

    /** Publishes them the way anyone would; publishing them again changes nothing. */
    static void publish(RegistryClient client, Signer signer) {
        for (String file : FILES) {
            Manifest manifest = Manifest.parse(read(file));
            Coordinate coordinate = Coordinate.parse(
                    manifest.name().orElseThrow(), manifest.version().orElseThrow());
            client.publish(signer.sign(manifest, coordinate), false);
        }
    }

    private static byte[] read(String file) {
        try (InputStream sample =
                Objects.requireNonNull(SampleActions.class.getResourceAsStream("/samples/" + file + ".json"), file)) {
            return sample.readAllBytes();
        } catch (IOException failure) {
            throw new IllegalStateException("the jar's samples cannot be read", failure);
        }
    }
}
