package org.actionregistry.bench;

import java.sql.SQLException;
import java.util.Locale;
import org.actionregistry.dev.EmbeddedDatabase;
import org.actionregistry.postgres.DatabaseUrl;

/** What an append and a proof cost on a small and on a large log: in turns, so that both meet the same disturbances. */
final class LogRounds {
    private static final int WARM_UP = 50;

    private final Plan plan;
    private final FilledRegistry small;
    private final FilledRegistry large;

    LogRounds(Plan plan, EmbeddedDatabase database) throws SQLException {
        this.plan = plan;
        DatabaseUrl owner = DatabaseUrl.parse(database.ownerUrl());
        DatabaseUrl runtime = DatabaseUrl.parse(database.runtimeUrl());
        small = FilledRegistry.create(owner, runtime, "bench_small", Plan.SMALL);
        large = FilledRegistry.create(owner, runtime, "bench_large", plan.large());
        System.err.println("filled two logs");
    }

    void run(Report report) throws SQLException {
        append(report);
        prove(report);
    }

    private void append(Report report) {
        Series ratio = new Series();
        Series smallMs = new Series();
        Series largeMs = new Series();
        try (LogCosts few = new LogCosts(small);
                LogCosts many = new LogCosts(large)) {
            for (int i = 0; i < WARM_UP; i++) {
                few.append();
                many.append();
            }
            for (int round = 0; round < plan.rounds(); round++) {
                Latencies atFew = new Latencies(plan.batches());
                Latencies atMany = new Latencies(plan.batches());
                for (int i = 0; i < plan.batches(); i++) {
                    atFew.add(few.append());
                    atMany.add(many.append());
                }
                smallMs.add(atFew.percentileMs(50));
                largeMs.add(atMany.percentileMs(50));
                ratio.add(largeMs.latest() / smallMs.latest());
            }
        }
        String batch = "append of " + LogCosts.BATCH + ", median ms, at ";
        report.row(batch + Plan.SMALL + " leaves", "", smallMs.format(2));
        report.row(batch + plan.large() + " leaves", "", largeMs.format(2));
        report.row("large to small append", "<= 1.2", ratio.format(2));
    }

    private void prove(Report report) throws SQLException {
        prove(small, report);
        prove(large, report);
    }

    private void prove(FilledRegistry registry, Report report) throws SQLException {
        Latencies latencies = new Latencies(plan.proofs());
        int tiles = 0;
        LogCosts.Reads before = LogCosts.reads(registry);
        try (LogCosts costs = new LogCosts(registry)) {
            for (int i = 0; i < WARM_UP; i++) {
                costs.prove();
            }
            for (int i = 0; i < plan.proofs(); i++) {
                LogCosts.Proof proof = costs.prove();
                latencies.add(proof.nanos());
                tiles = Math.max(tiles, proof.tiles());
            }
        }
        LogCosts.Reads reads = LogCosts.reads(registry).since(before);
        String at = " at " + registry.size() + " leaves";
        report.row("proof, p50 ms" + at, "", decimals(latencies.percentileMs(50)));
        report.row("proof, p99 ms" + at, "", decimals(latencies.percentileMs(99)));
        report.row("most tiles read for a proof" + at, "", Integer.toString(tiles));
        report.row(
                "tiles PostgreSQL fetched for all " + (WARM_UP + plan.proofs()) + " proofs" + at,
                "",
                Long.toString(reads.tileRows()));
        report.row("sequential scans of journal and versions for them" + at, "0", Long.toString(reads.scans()));
        report.row("sequential scans of tiles for them" + at, "0", Long.toString(reads.tileScans()));
    }

    private static String decimals(double ms) {
        return String.format(Locale.ROOT, "%.2f", ms);
    }
}
