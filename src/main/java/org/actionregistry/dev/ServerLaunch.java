package org.actionregistry.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How the embedded server is initialised and started. */
final class ServerLaunch {
    /** The cluster's superuser. */
    static final String OWNER = "postgres";

    /** A crashed cluster first replays its log. */
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(60);

    /** Read by PostgreSQL at start; without it, initdb's rules would trust every local user without a password. */
    private static final String ACCESS_RULES = """
            # Written at each start.
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private ServerLaunch() {}

    static EmbeddedPostgres launch(DataDirectory directory, Credentials credentials, int port, boolean temporary)
            throws IOException {
        Files.deleteIfExists(directory.log());
        Path passwordFile = credentials.ownerPasswordFile();
        try {
            return builder(directory, port, temporary)
                    // initdb is run with every "locale" setting as an option, so the password goes in with it.
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setConnectConfig("password", credentials.ownerPassword())
                    .start();
        } catch (IllegalStateException e) {
            throw new IOException("initdb failed; it says why in " + directory.log(), e);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private static EmbeddedPostgres.Builder builder(DataDirectory directory, int port, boolean temporary) {
        String durable = temporary ? "off" : "on";
        return EmbeddedPostgres.builder()
                .setPort(port)
                // A temporary server shares unpacked binaries with others like it and outside of what it deletes.
                .setOverrideWorkingDirectory(
                        temporary ? null : directory.binaries().toFile())
                .setDataDirectory(directory.cluster())
                .setCleanDataDirectory(false)
                // The program closes it after it has drained; a hook of its own would race with that.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP_LIMIT)
                // A file, not a pipe into this process, which may be gone before the server is.
                .setOutputRedirector(Redirect.appendTo(directory.log().toFile()))
                .setDataDirectoryCustomizer(cluster -> initialised(directory, cluster))
                // Same order and same letters on every machine, whatever its locale.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                // The library starts the server with -F (no fsync); this comes later on its command line and wins.
                .setServerConfig("fsync", durable)
                .setServerConfig("synchronous_commit", durable)
                .setServerConfig("full_page_writes", durable);
    }

    private static void initialised(DataDirectory directory, File cluster) {
        try {
            Files.writeString(cluster.toPath().resolve("pg_hba.conf"), ACCESS_RULES);
            directory.markInitialised();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
