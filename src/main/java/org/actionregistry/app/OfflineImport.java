package org.actionregistry.app;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.actionregistry.client.NdjsonLines;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.failure.RegistryException;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.postgres.Database;
import org.actionregistry.postgres.PgJournal;
import org.actionregistry.postgres.PgKeys;
import org.actionregistry.publishing.ManifestSchemas;
import org.actionregistry.publishing.PublishChecks;
import org.actionregistry.trust.TrustStore;
import org.actionregistry.verification.VersionVerifier;

/**
 * Offline publishing: stores pre-signed records straight into the database, in batches. A line that is refused takes
 * nothing else with it.
 */
public final class OfflineImport implements AutoCloseable {
    /** How a line fared. */
    public enum Fate {
        IMPORTED,
        UNCHANGED,
        REFUSED
    }

    /**
     * What became of one line.
     *
     * @param line counted from 1
     * @param what the coordinate, where the line got that far
     * @param reason why it was refused; empty otherwise
     */
    public record Outcome(long line, Optional<String> what, Fate fate, String reason) {}

    private record Pending(long line, VersionPublished entry) {}

    private final int batchSize;
    private final Vertx vertx;
    private final Database database;
    private final PgJournal journal;
    private final RecordChecks checks;

    private OfflineImport(int batchSize, Vertx vertx, Database database, PgJournal journal, RecordChecks checks) {
        this.batchSize = batchSize;
        this.vertx = vertx;
        this.database = database;
        this.journal = journal;
        this.checks = checks;
    }

    /**
     * Opens the database, migrating it first where the settings say so; blocking.
     *
     * @throws RegistryException UNAVAILABLE when the database is away
     * @param allowUnverified store also what is unsigned or wrongly signed; it is then served as not verified
     */
    public static OfflineImport open(Settings settings, boolean allowUnverified) {
        if (settings.migrateOnStart()) {
            Schema.migrate(settings);
        }
        Vertx vertx = Vertx.vertx();
        Database database = Database.open(vertx, settings.runtimeUrl(), settings.databaseLimits());
        Clock clock = Clock.systemUTC();
        TrustStore trust = new TrustStore(settings.configuredKeys(), new PgKeys(database), clock);
        loadKeys(trust, database, vertx);
        VersionVerifier verifier = new VersionVerifier(trust, clock, settings.seals());
        PublishChecks checks = new PublishChecks(trust, verifier, new ManifestSchemas(vertx), clock);
        PgJournal journal =
                new PgJournal(vertx, database, settings.logKeys().map(keys -> keys.on(vertx)), settings.logWatermark());
        return new OfflineImport(
                settings.publishBatch(), vertx, database, journal, new RecordChecks(checks, allowUnverified));
    }

    private static void loadKeys(TrustStore trust, Database database, Vertx vertx) {
        try {
            var unused = Await.result(trust.load());
        } catch (RegistryException away) {
            Await.quietly(database.close());
            Await.quietly(vertx.close());
            throw away;
        }
    }

    /**
     * Imports every line and reports each.
     *
     * @throws IOException when the input cannot be read; what was reported before is stored
     * @throws RegistryException UNAVAILABLE when the database is away; likewise
     */
    public void run(InputStream ndjson, Consumer<Outcome> report) throws IOException {
        try (NdjsonLines lines = new NdjsonLines(ndjson)) {
            List<Pending> batch = new ArrayList<>(batchSize);
            for (Optional<NdjsonLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                check(line.get(), batch, report);
                if (batch.size() == batchSize) {
                    write(batch, report);
                }
            }
            write(batch, report);
        }
    }

    private void check(NdjsonLines.Line line, List<Pending> batch, Consumer<Outcome> report) {
        Optional<String> what = Optional.empty();
        try {
            byte[] json = line.json()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the line is longer than " + NdjsonLines.MAX_LINE_BYTES + " bytes"));
            SignedRecord record = SignedRecord.parse(json);
            what = Optional.of(record.coordinate().toString());
            batch.add(new Pending(line.number(), checks.accept(record)));
        } catch (RuntimeException refused) {
            report.accept(new Outcome(line.number(), what, Fate.REFUSED, RecordChecks.reason(refused)));
        }
    }

    private void write(List<Pending> batch, Consumer<Outcome> report) {
        if (batch.isEmpty()) {
            return;
        }
        List<Appended> outcomes =
                Await.result(journal.append(batch.stream().map(Pending::entry).toList()));
        for (int i = 0; i < outcomes.size(); i++) {
            report.accept(outcome(batch.get(i), outcomes.get(i)));
        }
        batch.clear();
    }

    private static Outcome outcome(Pending pending, Appended appended) {
        Optional<String> what = Optional.of(pending.entry().coordinate().toString());
        if (appended instanceof Appended.Written) {
            return new Outcome(pending.line(), what, Fate.IMPORTED, "");
        }
        if (appended instanceof Appended.TooSimilar similar) {
            return new Outcome(
                    pending.line(),
                    what,
                    Fate.REFUSED,
                    "the name is too similar to " + similar.taken() + ", which is taken");
        }
        if (appended instanceof Appended.Withheld withheld) {
            return new Outcome(
                    pending.line(), what, Fate.REFUSED, withheld.why().message());
        }
        Appended.Taken taken = (Appended.Taken) appended;
        boolean same = taken.hash().equals(pending.entry().hash())
                && taken.signature().equals(pending.entry().signature());
        return same
                ? new Outcome(pending.line(), what, Fate.UNCHANGED, "")
                : new Outcome(
                        pending.line(),
                        what,
                        Fate.REFUSED,
                        "published before with another digest or signature (" + taken.hash() + ")");
    }

    @Override
    public void close() {
        Await.quietly(database.close());
        Await.quietly(vertx.close());
    }
}
