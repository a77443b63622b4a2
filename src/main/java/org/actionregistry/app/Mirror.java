package org.actionregistry.app;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.actionregistry.client.ClientSettings;
import org.actionregistry.client.RegistryError;
import org.actionregistry.client.RegistryUnreachable;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.journal.LogHalted;
import org.actionregistry.journal.MirrorStore;
import org.actionregistry.journal.MirroredEntry;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.postgres.Database;
import org.actionregistry.postgres.PgKeys;
import org.actionregistry.postgres.PgMirror;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.trust.KeyStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a copy of another registry: follows its changes feed, and writes nothing that its signed checkpoint does not cover
 * and its trusted keys, those that the log itself has added among them, do not vouch for as they do there. Blocking; runs on one thread.
 */
public final class Mirror implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    /** A transaction of so many of the largest manifests is 50 MB. */
    private static final int PAGE = 200;

    private static final int TOO_MANY_REQUESTS = 429;

    private final Vertx vertx;
    private final Database database;
    private final MirrorStore store;
    private final KeyStore keys;
    private final MirrorSource source;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Mirror(Vertx vertx, Database database, MirrorSource source) {
        this.vertx = vertx;
        this.database = database;
        this.store = new PgMirror(vertx, database);
        this.keys = new PgKeys(database);
        this.source = source;
    }

    /**
     * Opens the database, migrating it first where the settings say so.
     *
     * @param settings whose database is written and whose keys are trusted
     * @param from the registry to copy
     * @param policy which of its checkpoints to believe
     */
    public static Mirror open(Settings settings, ClientSettings from, LogPolicy policy) {
        if (settings.migrateOnStart()) {
            Schema.migrate(settings);
        }
        Vertx vertx = Vertx.vertx();
        Database database = Database.open(vertx, settings.runtimeUrl(), settings.databaseLimits());
        return new Mirror(vertx, database, new MirrorSource(from, policy, settings.configuredKeys()));
    }

    /**
     * Copies everything that the source's latest checkpoint covers.
     *
     * @param progress told how many entries there are, after each transaction
     * @return the checkpoint that the copy has reached
     * @throws MirrorRefused when the source serves what is not to be copied, or the database holds something else than the
     *     beginning of that log
     * @throws org.actionregistry.client.ClientFailure when the source is away
     * @throws Unavailable when the database is away
     */
    public Checkpoint catchUp(LongConsumer progress) {
        try {
            return copy(progress);
        } catch (LogHalted halted) {
            throw new MirrorRefused("the database is no copy of that log: " + halted.getMessage());
        }
    }

    private Checkpoint copy(LongConsumer progress) {
        RightEdge edge = Await.result(store.edge());
        source.knowKeys(Await.result(keys.all()));
        SignedNote note = source.checkpoint();
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (checkpoint.size() < edge.size()) {
            throw new MirrorRefused("the source signed a checkpoint of " + checkpoint.size() + " entries, but "
                    + edge.size() + " were copied from it before");
        }
        source.requireBeginning(edge, checkpoint);
        while (edge.size() < checkpoint.size()) {
            edge = copyPage(edge, note, checkpoint);
            progress.accept(edge.size());
        }
        return checkpoint;
    }

    /** Written only once the whole page is known to be in the signed tree. */
    private RightEdge copyPage(RightEdge edge, SignedNote note, Checkpoint checkpoint) {
        int limit = (int) Math.min(PAGE, checkpoint.size() - edge.size());
        List<MirroredEntry> entries = source.entries(edge.size(), limit);
        RightEdge grown = edge.append(entries.stream()
                        .map(entry -> MerkleHash.ofLeaf(entry.leaf()))
                        .toList())
                .edge();
        source.requireBeginning(grown, checkpoint);
        Optional<SignedNote> reached = grown.size() == checkpoint.size() ? Optional.of(note) : Optional.empty();
        var unused = Await.result(store.append(edge.size(), entries, grown.root(), reached));
        return grown;
    }

    /**
     * Catches up again and again until {@link #stop}; a source or a database that is away or failing is waited for.
     *
     * @param pause between two looks at the source
     * @throws MirrorRefused as {@link #catchUp}
     */
    public void follow(Duration pause, LongConsumer progress) {
        Optional<String> trouble = Optional.empty();
        do {
            Optional<String> now = tryOnce(progress);
            if (!now.equals(trouble)) {
                now.ifPresentOrElse(
                        why -> LOG.warn("The mirror waits: {}", why), () -> LOG.info("The mirror follows again"));
                trouble = now;
            }
        } while (!isStoppedWithin(pause));
    }

    private Optional<String> tryOnce(LongConsumer progress) {
        try {
            var unused = catchUp(progress);
            return Optional.empty();
        } catch (RegistryUnreachable | Unavailable away) {
            return Optional.of(String.valueOf(away.getMessage()));
        } catch (RegistryError failing) {
            // A refusal will not pass: the API key is wrong, or no registry is there.
            if (failing.status() < 500 && failing.status() != TOO_MANY_REQUESTS) {
                throw failing;
            }
            return Optional.of(failing.message());
        }
    }

    private boolean isStoppedWithin(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends {@link #follow} after the transaction under way; from any thread. */
    public void stop() {
        stopped.countDown();
    }

    @Override
    public void close() {
        stop();
        Await.quietly(database.close());
        Await.quietly(vertx.close());
    }
}
