package org.actionregistry.dev;

import java.io.IOException;
import java.nio.file.Path;

/** Starts an embedded server in a directory, says so, and holds it until it is killed or its input ends. */
final class ServerOfAnotherProcess {
    private ServerOfAnotherProcess() {}

    public static void main(String[] args) throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), 0)) {
            System.out.println("ready " + database.pid());
            System.out.flush();
            if (System.in.read() >= 0) {
                throw new IllegalStateException("nothing is expected on the input");
            }
        }
    }
}
