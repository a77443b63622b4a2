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

/** The write path, measured; {@code bench/journal} runs it. The results go to stdout, what it is doing to stderr. */
public final class JournalBench {
    private JournalBench() {}

    /** @param arguments the fat jar, then what {@link Plan} understands */
    public static void main(String... arguments) throws IOException, InterruptedException, SQLException {
        Path jar = Path.of(arguments[0]).toAbsolutePath();
        Plan plan = Plan.of(Stream.of(arguments).skip(1).toArray(String[]::new));
        Path directory = Files.createTempDirectory("action-registry-bench");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            Report report = new Report();
            System.out.println(settings(database));
            new PublishRounds(plan, database, directory).run(jar, report);
            if (plan.logs()) {
                new LogRounds(plan, database).run(report);
            }
            System.out.print(report);
        } finally {
            delete(directory);
        }
    }

    private static String settings(EmbeddedDatabase database) throws SQLException {
        try (Sql sql = Sql.open(DatabaseUrl.parse(database.ownerUrl()))) {
            return sql.text(
                            "SELECT split_part(version(), ',', 1) || '; ' || string_agg(name || '=' || setting, ' ' ORDER BY name) "
                                    + "FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', "
                                    + "'wal_sync_method', 'shared_buffers', 'commit_delay')")
                    + "; Java " + System.getProperty("java.vm.version") + "; "
                    + Runtime.getRuntime().availableProcessors() + " cores, load before the run "
                    + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() + "\n";
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
