package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.journal.LogHalted;
import org.actionregistry.journal.LogKeys;
import org.actionregistry.journal.LogWatermark;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree over the journal, its checkpoints, and when a process refuses to sign on. */
class SignedLogIT {
    private static final String ORIGIN = "example.com/log";
    private static final Ed25519PrivateKey KEY = Ed25519PrivateKey.generate(new SecureRandom());
    private static final LogKeys KEYS = new LogKeys(ORIGIN, List.of(KEY));
    private static final String AS_OWNER_OF_HISTORY = "SET session_replication_role = replica";

    @TempDir
    private Path directory;

    private TestDatabase database;
    private OpenDatabase open;
    private int published;

    private static LogKeys keys() {
        return new LogKeys(ORIGIN, List.of(Ed25519PrivateKey.generate(new SecureRandom())));
    }

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        open = OpenDatabase.of(database.runtime());
    }

    @AfterEach
    void close() {
        open.close();
    }

    private PgJournal journal(LogKeys keys, LogWatermark watermark) {
        Vertx vertx = open.vertx();
        return new PgJournal(vertx, open.database(), Optional.of(keys.on(vertx)), watermark);
    }

    private PgJournal journal() {
        return journal(KEYS, LogWatermark.inMemory());
    }

    private void publish(PgJournal journal, int count) {
        List<VersionPublished> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(Publication.of("log.a" + published++, "1.0.0"));
        }
        Outcome.of(journal.append(batch));
    }

    @Test
    void everyBatchEndsWithACheckpointThatVerifiesOverExactlyTheJournal() {
        PgJournal journal = journal();
        Outcome.of(journal.settle());
        assertSigned(KEYS, 0);
        for (int size : new int[] {1, 1, 3, 250, 1, 300}) {
            publish(journal, size);
            assertSigned(KEYS, published);
        }
    }

    @Test
    void twoProcessesThatTakeTurnsGrowOneTree() {
        PgJournal one = journal();
        PgJournal other = journal();
        Outcome.of(one.settle());
        Outcome.of(other.settle());
        for (int turn = 0; turn < 6; turn++) {
            publish(turn % 2 == 0 ? one : other, 100);
        }
        assertSigned(KEYS, 600);
        assertThat(one.halted()).isEmpty();
        assertThat(other.halted()).isEmpty();
    }

    @Test
    void aJournalThatGrewWithoutAKeyIsSignedWhenOneComes() {
        publish(open.journal(), 300);
        assertThat(Sql.value(database.owner(), "SELECT count(*) FROM log_checkpoints"))
                .isEqualTo("0");
        Outcome.of(journal().settle());
        assertSigned(KEYS, 300);
    }

    @Test
    void entriesOfAProgramWithoutATreeAreCaughtUpWith() {
        publish(open.journal(), 300);
        Sql.run(
                database.owner(),
                AS_OWNER_OF_HISTORY,
                "DELETE FROM log_tiles",
                "UPDATE journal_head SET tree_size = 0, tree_root = sha256('')");
        PgJournal journal = journal();
        Outcome.of(journal.settle());
        publish(journal, 5);
        assertSigned(KEYS, 305);
    }

    @Test
    void whileAKeyTakesOverBothSignAndEitherIsEnough() {
        publish(settled(KEYS), 3);
        Ed25519PrivateKey next = Ed25519PrivateKey.generate(new SecureRandom());
        LogKeys incoming = new LogKeys(ORIGIN, List.of(next));
        LogKeys both = new LogKeys(ORIGIN, List.of(next, KEY));
        publish(settled(KEYS), 2);
        publish(settled(both), 2);
        publish(settled(incoming), 2);
        assertSigned(incoming, 9);
        assertThat(latestNote(7).signatures()).hasSize(2);
    }

    private PgJournal settled(LogKeys keys) {
        PgJournal journal = journal(keys, LogWatermark.inMemory());
        Outcome.of(journal.settle());
        return journal;
    }

    @Test
    void aLogThatSomebodyElseSignedIsNotContinued() {
        PgJournal theirs = journal();
        Outcome.of(theirs.settle());
        publish(theirs, 2);
        PgJournal ours = journal(keys(), LogWatermark.inMemory());
        assertThat(Outcome.failureOf(ours.settle()))
                .isInstanceOf(LogHalted.class)
                .hasMessageContaining("not signed by a key of LOG_SIGNING_KEY_FILE");
        PgJournal renamed = journal(new LogKeys("other.example/log", List.of(KEY)), LogWatermark.inMemory());
        assertThat(Outcome.failureOf(renamed.settle()))
                .isInstanceOf(LogHalted.class)
                .hasMessageContaining(ORIGIN);
        assertHalts(journal(keys(), LogWatermark.inMemory()), "not signed by a key of LOG_SIGNING_KEY_FILE");
    }

    @Test
    void aDatabaseThatWasSetBackIsNotSignedOver() {
        Path mark = directory.resolve("watermark");
        PgJournal journal = journal(KEYS, LogWatermark.in(mark));
        Outcome.of(journal.settle());
        publish(journal, 4);
        publish(journal, 4);
        setBackTo(4);

        assertHalts(journal, "set back");
        awaitMark(mark, 8);
        PgJournal restarted = journal(KEYS, LogWatermark.in(mark));
        assertThat(Outcome.failureOf(restarted.settle()))
                .isInstanceOf(LogHalted.class)
                .hasMessageContaining("set back");
        assertThat(Sql.value(database.owner(), "SELECT count(*) FROM journal")).isEqualTo("4");
    }

    @Test
    void anotherHistoryOfTheSameLengthIsNotSignedOver() {
        PgJournal journal = journal();
        Outcome.of(journal.settle());
        publish(journal, 4);
        publish(journal, 4);
        setBackTo(4);
        publish(journal(KEYS, LogWatermark.inMemory()), 5);

        assertHalts(journal, "is not the one that was signed before");
    }

    @Test
    void tilesThatDoNotGiveTheSignedRootAreNotBuiltUpon() {
        publish(settled(KEYS), 10);
        Sql.run(
                database.owner(),
                AS_OWNER_OF_HISTORY,
                "UPDATE log_tiles SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)");
        PgJournal restarted = journal();
        assertThat(Outcome.failureOf(restarted.settle()))
                .isInstanceOf(LogHalted.class)
                .hasMessageContaining("another root");
    }

    private void assertHalts(PgJournal journal, String reason) {
        List<VersionPublished> batch = List.of(Publication.of("log.late", "1.0.0"));
        assertThat(Outcome.failureOf(journal.append(batch)))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining(reason);
        assertThat(journal.halted()).hasValueSatisfying(said -> assertThat(said).contains(reason));
        assertThat(Outcome.failureOf(journal.append(batch))).as("for good").isInstanceOf(Unavailable.class);
        assertThat(Sql.value(database.owner(), "SELECT count(*) FROM actions WHERE name = 'log.late'"))
                .isEqualTo("0");
    }

    /** As a restored backup would look. */
    private void setBackTo(int size) {
        MerkleHash root = root(leaves().subList(0, size));
        Sql.run(
                database.owner(),
                AS_OWNER_OF_HISTORY,
                "DELETE FROM action_versions WHERE log_index >= " + size,
                "DELETE FROM journal WHERE index >= " + size,
                "DELETE FROM actions a WHERE NOT EXISTS (SELECT FROM action_versions v WHERE v.name = a.name)",
                "DELETE FROM log_checkpoints WHERE size > " + size,
                "UPDATE log_tiles SET hashes = substring(hashes FROM 1 FOR 32 * " + size + ")",
                "UPDATE journal_head SET next_index = " + size + ", tree_size = " + size + ", tree_root = decode('"
                        + HexFormat.of().formatHex(root.bytes()) + "', 'hex')");
    }

    private static void awaitMark(Path file, long size) {
        long giveUp = System.nanoTime() + 10_000_000_000L;
        while (LogWatermark.in(file).last().map(Checkpoint::size).orElse(-1L) < size) {
            assertThat(System.nanoTime()).as("the watermark is raised").isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    private void assertSigned(LogKeys keys, int size) {
        Checkpoint checkpoint =
                LogPolicy.ofLogs(keys.verifierKeys()).verify(latestNote(size)).checkpoint();
        assertThat(checkpoint.size()).isEqualTo(size);
        assertThat(checkpoint.origin()).isEqualTo(ORIGIN);
        assertThat(leaves()).hasSize(size);
        assertThat(checkpoint.root()).isEqualTo(root(leaves()));
    }

    private SignedNote latestNote(long size) {
        return SignedNote.parse(
                String.valueOf(Sql.value(database.owner(), "SELECT note FROM log_checkpoints WHERE size = " + size)));
    }

    private static MerkleHash root(List<MerkleHash> leaves) {
        return RightEdge.EMPTY.append(leaves).edge().root();
    }

    private List<MerkleHash> leaves() {
        String hex = Sql.value(
                database.owner(),
                "SELECT coalesce(string_agg(encode(leaf, 'hex'), ' ' ORDER BY index), '') FROM journal");
        return hex == null || hex.isEmpty()
                ? List.of()
                : Arrays.stream(hex.split(" ", -1))
                        .map(leaf -> MerkleHash.ofLeaf(HexFormat.of().parseHex(leaf)))
                        .toList();
    }
}
