package org.actionregistry.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.actionregistry.dev.EmbeddedDatabase;
import org.actionregistry.postgres.DatabaseUrl;

/** A directory that is there for the time of a benchmark. */
record Workplace(Path directory) implements AutoCloseable {
    static Workplace create() throws IOException {
        return new Workplace(Files.createTempDirectory("action-registry-bench"));
    }

    /** A PostgreSQL here that keeps so much in its own cache ({@code shared_buffers}). */
    EmbeddedDatabase database(String sharedBuffers) throws SQLException {
        Path data = directory.resolve("postgres");
        // It takes a restart.
        try (EmbeddedDatabase before = EmbeddedDatabase.start(data, 0);
                Sql sql = Sql.open(DatabaseUrl.parse(before.ownerUrl()))) {
            sql.run("ALTER SYSTEM SET shared_buffers = '" + sharedBuffers + "'");
        }
        return EmbeddedDatabase.start(data, 0);
    }

    /** What the figures depend on, in one line. */
    static String settings(EmbeddedDatabase database) throws SQLException {
        return settings(database.ownerUrl());
    }

    /** Of a server that may be another's. */
    static String settings(String ownerUrl) throws SQLException {
        try (Sql sql = Sql.open(DatabaseUrl.parse(ownerUrl))) {
            return sql.text(
                            "SELECT split_part(version(), ',', 1) || '; ' || string_agg(name || '=' || setting, ' ' ORDER BY name) "
                                    + "FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', "
                                    + "'wal_sync_method', 'shared_buffers', 'huge_pages_status', 'data_checksums', 'commit_delay')")
                    + "; Java " + System.getProperty("java.vm.version") + "; "
                    + Runtime.getRuntime().availableProcessors() + " cores, load before the run "
                    + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() + "\n";
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
