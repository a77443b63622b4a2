package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.actionregistry.dev.EmbeddedDatabase;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.signing.Ed25519PrivateKey;

/** Publishes over HTTP and rows by pgbench, in turns, on one PostgreSQL server. */
final class PublishRounds {
    private static final String API_KEY = "bench-key-of-a-loopback-server-0123456789";

    private final Plan plan;
    private final EmbeddedDatabase database;
    private final DatabaseUrl owner;
    private final Path directory;
    private final SignedPublishes publishes = new SignedPublishes(API_KEY);

    private final Series publishesPerSecond = new Series();
    private final Series publishP50 = new Series();
    private final Series publishP99 = new Series();
    private final Series keyOnly = new Series();
    private final Series sameIndexes = new Series();
    private final Series sameRows = new Series();
    private final Series ratioToSameRows = new Series();
    private final Series ratioToKeyOnly = new Series();
    private final Series ratioToSameIndexes = new Series();
    private final Series halfLoad = new Series();
    private final Series halfLoadP50 = new Series();
    private final Series halfLoadP99 = new Series();
    private final Series entriesABatch = new Series();
    private final Series serverMicros = new Series();
    private final Series databaseMicros = new Series();
    private final Series clientMicros = new Series();
    private final Series idleShare = new Series();

    private final CpuTime clientTime = CpuTime.of(ProcessHandle.current());

    PublishRounds(Plan plan, EmbeddedDatabase database, Path directory) {
        this.plan = plan;
        this.database = database;
        this.owner = DatabaseUrl.parse(database.ownerUrl());
        this.directory = directory;
    }

    void run(Path jar, Report report) throws IOException, InterruptedException, SQLException {
        try (ServedJar server = ServedJar.start(jar, directory, environment(), plan.recording());
                HttpLoad load = HttpLoad.connect(server.port(), Plan.CLIENTS);
                Sql sql = Sql.open(owner)) {
            Pgbench pgbench = new Pgbench(owner, Plan.CLIENTS, plan.seconds());
            SameRows rows = SameRows.create(owner, sql);
            // The compilers need their time; the first rounds would be theirs.
            for (int warmUp = 0; warmUp < plan.warmUps(); warmUp++) {
                load.asFastAsItGoes(publishes.requests(plan.publishes()));
            }
            CpuTime databaseTime = CpuTime.withChildren(database.pid());
            for (int round = 1; round <= plan.rounds(); round++) {
                publishRound(load, sql, server.cpuTime(), databaseTime);
                halfLoadRound(load, sql);
                baselineRound(pgbench, rows, sql);
                System.err.printf("round %d of %d: %.0f/s%n", round, plan.rounds(), publishesPerSecond.latest());
            }
        }
        describe(report);
    }

    private Map<String, String> environment() throws IOException {
        Path logKey = directory.resolve("log-key");
        Files.writeString(logKey, Ed25519PrivateKey.generate(new SecureRandom()).toPem());
        return Map.of(
                // The image's collector.
                "JAVA_TOOL_OPTIONS",
                "-Xmx160m -XX:+UseSerialGC -Dio.netty.allocator.type=pooled",
                "DATABASE_URL",
                database.runtimeUrl(),
                "DATABASE_OWNER_URL",
                database.ownerUrl(),
                "TRUSTED_KEYS_JSON",
                publishes.trustedKeys(),
                "ACTION_REGISTRY_API_KEY",
                API_KEY,
                "LOG_SIGNING_KEY_FILE",
                logKey.toString(),
                "LOG_ORIGIN",
                "bench.example/log",
                "LOG_STATE_FILE",
                directory.resolve("log-state").toString(),
                "HOST",
                "127.0.0.1",
                "PORT",
                "0");
    }

    private void publishRound(HttpLoad load, Sql sql, CpuTime serverTime, CpuTime databaseTime)
            throws IOException, SQLException {
        List<byte[]> requests = publishes.requests(plan.publishes());
        settle(sql);
        long before = sql.number("SELECT count(*) FROM log_checkpoints");
        double server = serverTime.micros();
        double postgres = databaseTime.micros();
        double client = clientTime.micros();
        double idle = IdleTime.micros();
        HttpLoad.Result result = load.asFastAsItGoes(requests);
        idleShare.add(100 * (IdleTime.micros() - idle) / (result.seconds() * 1e6 * IdleTime.cores()));
        clientMicros.add((clientTime.micros() - client) / result.requests());
        serverMicros.add((serverTime.micros() - server) / result.requests());
        databaseMicros.add((databaseTime.micros() - postgres) / result.requests());
        long batches = sql.number("SELECT count(*) FROM log_checkpoints") - before;
        publishesPerSecond.add(result.perSecond());
        publishP50.add(result.latencies().percentileMs(50));
        publishP99.add(result.latencies().percentileMs(99));
        entriesABatch.add((double) result.requests() / batches);
    }

    private void baselineRound(Pgbench pgbench, SameRows rows, Sql sql)
            throws IOException, InterruptedException, SQLException {
        settle(sql);
        keyOnly.add(pgbench.run(Pgbench.Table.KEY_ONLY, directory));
        settle(sql);
        sameIndexes.add(pgbench.run(Pgbench.Table.SAME_INDEXES, directory));
        settle(sql);
        sameRows.add(rows.run(pgbench, directory));
        ratioToSameRows.add(publishesPerSecond.latest() / sameRows.latest());
        ratioToKeyOnly.add(publishesPerSecond.latest() / keyOnly.latest());
        ratioToSameIndexes.add(publishesPerSecond.latest() / sameIndexes.latest());
    }

    private void halfLoadRound(HttpLoad load, Sql sql) throws IOException, SQLException {
        double rate = publishesPerSecond.latest() / 2;
        List<byte[]> requests = publishes.requests((int) (rate * plan.seconds()));
        settle(sql);
        // The client's own pauses are not the server's: what it is going to send is made, and need not be moved on the
        // way.
        System.gc();
        HttpLoad.Result result = load.at(rate, requests);
        halfLoad.add(result.perSecond());
        halfLoadP50.add(result.latencies().percentileMs(50));
        halfLoadP99.add(result.latencies().percentileMs(99));
    }

    /** Every round starts with the same debts: no dirty pages of the one before. */
    private static void settle(Sql sql) throws SQLException {
        sql.run("CHECKPOINT");
    }

    private void describe(Report report) {
        report.row("publishes/s, " + Plan.CLIENTS + " clients over HTTP", "", publishesPerSecond.format(0));
        report.row("p50 under that load, ms", "", publishP50.format(1));
        report.row("p99 under that load, ms", "", publishP99.format(1));
        report.row("publishes a transaction", "", entriesABatch.format(1));
        report.row("processor time of the server a publish, us", "", serverMicros.format(0));
        report.row("processor time of PostgreSQL a publish, us", "", databaseMicros.format(0));
        report.row("processor time of the load generator a publish, us", "", clientMicros.format(0));
        report.row("share of the cores that was idle, %", "", idleShare.format(0));
        report.row("pgbench rows/s, primary key only", "", keyOnly.format(0));
        report.row("pgbench rows/s, indexes of action_versions", "", sameIndexes.format(0));
        report.row("pgbench publishes/s, the same four rows", "", sameRows.format(0));
        report.row("publishes to pgbench, primary key only", ">= 0.5", ratioToKeyOnly.format(2));
        report.row("publishes to pgbench, same indexes", ">= 0.5", ratioToSameIndexes.format(2));
        report.row("publishes to pgbench, the same four rows", ">= 0.5", ratioToSameRows.format(2));
        report.row("half load, publishes/s", "", halfLoad.format(0));
        report.row("p50 at half load, ms", "", halfLoadP50.format(1));
        report.row("p99 at half load, ms", "< 50", halfLoadP99.format(1));
    }
}
