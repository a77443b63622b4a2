package org.actionregistry.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL server that outlived the process that started it. */
final class LeftoverServer {
    private static final int PATIENCE_SECONDS = 15;

    private LeftoverServer() {}

    /**
     * The process {@code pid} if it is a PostgreSQL server on {@code cluster}. The number alone proves nothing: after a
     * restart of the machine or the container it may be anyone's.
     */
    static Optional<ProcessHandle> find(long pid, Path cluster) {
        return ProcessHandle.of(pid).filter(process -> {
            String command = process.info().commandLine().orElse("");
            return command.contains("postgres") && command.contains(cluster.toString());
        });
    }

    /** Ends it as {@code pg_ctl stop -m fast} would, or as {@code -m immediate} when that takes too long. */
    static void stop(ProcessHandle server) throws IOException {
        signal(server, "INT");
        if (!ended(server)) {
            signal(server, "QUIT");
            if (!ended(server)) {
                throw new IOException("a former server, process " + server.pid() + ", does not stop");
            }
        }
    }

    /** Java itself can only send TERM, upon which PostgreSQL would wait for its clients to leave. */
    private static void signal(ProcessHandle server, String signal) throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            server.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(server.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping a former server", e);
        }
    }

    private static boolean ended(ProcessHandle server) throws IOException {
        try {
            server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a former server was stopping", e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }
}
