package org.actionregistry.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A PostgreSQL server of our own, started from bundled binaries; listens on the loopback interface only and asks every
 * login for its password. Blocks while it starts and stops: never use it on an event loop.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** The database the registry lives in. */
    public static final String DATABASE = "action_registry";

    private final EmbeddedPostgres server;
    private final DataDirectory directory;
    private final Credentials credentials;
    private final boolean temporary;

    private EmbeddedDatabase(
            EmbeddedPostgres server, DataDirectory directory, Credentials credentials, boolean temporary) {
        this.server = server;
        this.directory = directory;
        this.credentials = credentials;
        this.temporary = temporary;
    }

    /**
     * Starts a durable server whose data is kept in {@code directory} between runs; creates what is missing. A server
     * that outlived a killed run of this program on the same data is stopped first.
     *
     * @param port where to listen, 0 for any free port
     * @throws IllegalStateException when another process is using the directory, or the server does not start; says which
     */
    public static EmbeddedDatabase start(Path directory, int port) {
        return start(directory, port, false);
    }

    /** Starts a fast server that forgets everything when it is closed. */
    public static EmbeddedDatabase startTemporary() {
        try {
            return start(Files.createTempDirectory("action-registry-postgres"), 0, true);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory for the embedded PostgreSQL", e);
        }
    }

    private static EmbeddedDatabase start(Path path, int port, boolean temporary) {
        DataDirectory directory = DataDirectory.open(path.toAbsolutePath().normalize());
        try {
            directory.stopLeftoverServer();
            Credentials credentials = Credentials.in(directory);
            EmbeddedPostgres server = ServerLaunch.launch(directory, credentials, port, temporary);
            RegistryLogin.create(server.getPostgresDatabase(), DATABASE, credentials.runtimePassword());
            return new EmbeddedDatabase(server, directory, credentials, temporary);
        } catch (IOException | SQLException | RuntimeException e) {
            abandon(directory);
            throw new IllegalStateException(
                    "the embedded PostgreSQL in " + path + " did not start: " + e.getMessage(), e);
        }
    }

    private static void abandon(DataDirectory directory) {
        try (directory) {
            directory.stopLeftoverServer();
        } catch (IOException e) {
            throw new UncheckedIOException("a server that did not start properly does not stop", e);
        }
    }

    /** {@code postgresql://...} of the owner: for migrations and for psql. */
    public String ownerUrl() {
        return url(ServerLaunch.OWNER, credentials.ownerPassword());
    }

    /** {@code postgresql://...} of the server's login, which has the rights of {@code action_registry_runtime} only. */
    public String runtimeUrl() {
        return url(RegistryLogin.NAME, credentials.runtimePassword());
    }

    private String url(String user, String password) {
        return "postgresql://" + user + ":" + password + "@127.0.0.1:" + port() + "/" + DATABASE + "?sslmode=disable";
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    /** Process id of the server's first process. */
    public long pid() {
        return directory
                .recordedPid()
                .orElseThrow(() -> new IllegalStateException("the embedded PostgreSQL is not running"));
    }

    /** Stops the server; what was committed is kept, unless it is a temporary one. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
        } finally {
            directory.close();
            if (temporary) {
                directory.delete();
            }
        }
    }
}
