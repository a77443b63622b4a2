package org.actionregistry.access.jwt;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;

/** A key set in a file, for those who carry the issuer's keys to this machine themselves; replace it to rotate. */
public final class KeySetFile implements KeySetSource {
    private final Vertx vertx;
    private final Path file;

    public KeySetFile(Vertx vertx, Path file) {
        this.vertx = vertx;
        this.file = file;
    }

    @Override
    public Future<byte[]> read() {
        return vertx.fileSystem().readFile(file.toString()).map(Buffer::getBytes);
    }
}
