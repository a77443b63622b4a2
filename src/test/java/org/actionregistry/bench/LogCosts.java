package org.actionregistry.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Manifest;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.LogKeys;
import org.actionregistry.journal.LogWatermark;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.log.StoredCheckpoint;
import org.actionregistry.merkle.InclusionProof;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.merkle.TiledNodes;
import org.actionregistry.postgres.Database;
import org.actionregistry.postgres.DatabaseLimits;
import org.actionregistry.postgres.PgJournal;
import org.actionregistry.postgres.PgLog;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.testing.Outcome;

/** One log of some size: what a batch and a proof cost there, through the program's own statements. To be closed. */
final class LogCosts implements AutoCloseable {
    static final int BATCH = 64;

    /** One for all: a log is continued by nobody but who has signed it. */
    private static final LogKeys KEYS =
            new LogKeys("bench.example/log", List.of(Ed25519PrivateKey.generate(new SecureRandom())));

    private final FilledRegistry registry;
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final PgJournal journal;
    private final PgLog log;
    private final SignedPublishes publishes = new SignedPublishes("");
    private final SplittableRandom random = new SplittableRandom(1);

    /** Opens it, and signs the checkpoint it starts from. */
    LogCosts(FilledRegistry registry) {
        this.registry = registry;
        database = Database.open(vertx, registry.runtime(), DatabaseLimits.defaults());
        journal = new PgJournal(vertx, database, Optional.of(KEYS.on(vertx)), LogWatermark.inMemory());
        log = new PgLog(database);
        Outcome.of(journal.settle());
    }

    /** Appends one signed batch of {@value #BATCH} new actions; the nanoseconds from the call to its commit. */
    long append() {
        List<VersionPublished> batch = Stream.generate(this::entry).limit(BATCH).toList();
        long start = System.nanoTime();
        List<Appended> outcomes = Outcome.of(journal.append(batch));
        long took = System.nanoTime() - start;
        if (!outcomes.stream().allMatch(Appended.Written.class::isInstance)) {
            throw new IllegalStateException("not everything was written: " + outcomes);
        }
        return took;
    }

    private VersionPublished entry() {
        SignedRecord record = publishes.record();
        return new VersionPublished(
                record.coordinate(), Manifest.parse(record.canonical()), record.hash(), record.signature());
    }

    /**
     * One proof.
     *
     * @param tiles how many were read
     */
    record Proof(long nanos, int tiles) {}

    /** Proves an entry of before the appends, found by its name; throws when the proof does not hold. */
    Proof prove() {
        long wanted = random.nextLong(registry.size());
        Coordinate coordinate = Coordinate.parse(FilledRegistry.nameAt(wanted), "1.0.0");
        long start = System.nanoTime();
        long index = Outcome.of(log.indexOf(coordinate)).orElseThrow();
        StoredCheckpoint checkpoint = Outcome.of(log.latestCheckpoint()).orElseThrow();
        Set<TileId> needed = TiledNodes.neededForInclusion(index, checkpoint.size());
        List<Tile> tiles = Outcome.of(log.tiles(needed));
        InclusionProof proof = InclusionProof.of(index, checkpoint.size(), new TiledNodes(tiles));
        long took = System.nanoTime() - start;
        MerkleHash leaf = MerkleHash.ofLeaf(Outcome.of(log.leaves(index, 1)).get(0));
        if (!proof.verify(leaf, checkpoint.root())) {
            throw new IllegalStateException("the proof of entry " + index + " is wrong");
        }
        return new Proof(took, tiles.size());
    }

    private static final String SCANS = """
            SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_user_tables
            WHERE relname IN ('journal', 'action_versions')
            """;

    private static final String TILE_SCANS = "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'log_tiles'";

    private static final String TILE_ROWS = "SELECT idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'log_tiles'";

    /**
     * What PostgreSQL has counted.
     *
     * @param scans sequential scans of journal and versions
     * @param tileScans sequential scans of the tiles
     * @param tileRows tiles fetched by index
     */
    record Reads(long scans, long tileScans, long tileRows) {
        Reads since(Reads before) {
            return new Reads(scans - before.scans, tileScans - before.tileScans, tileRows - before.tileRows);
        }
    }

    /** Waits until the sessions that were just closed have reported what they read. */
    static Reads reads(FilledRegistry registry) throws SQLException {
        try (Sql sql = Sql.open(registry.owner())) {
            sql.run("SELECT pg_sleep(2)");
            return new Reads(sql.number(SCANS), sql.number(TILE_SCANS), sql.number(TILE_ROWS));
        }
    }

    @Override
    public void close() {
        Future<Void> closed = database.close().eventually(vertx::close);
        Outcome.of(closed);
    }
}
