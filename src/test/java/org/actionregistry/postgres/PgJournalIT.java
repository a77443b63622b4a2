package org.actionregistry.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class PgJournalIT {
    private TestDatabase database;
    private OpenDatabase open;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        open = OpenDatabase.of(database.runtime());
    }

    @AfterEach
    void close() {
        open.close();
    }

    private List<Appended> append(VersionPublished... batch) {
        return Outcome.of(open.journal().append(List.of(batch)));
    }

    private static Appended.Written written(Appended outcome) {
        assertThat(outcome).isInstanceOf(Appended.Written.class);
        return (Appended.Written) outcome;
    }

    @Test
    void anEmptyBatchWritesNothing() {
        assertThat(append()).isEmpty();
        assertThat(Sql.value(database.owner(), "SELECT next_index FROM journal_head"))
                .isEqualTo("0");
    }

    @Test
    void aVersionIsStoredWithItsEntry() {
        VersionPublished entry = Publication.of("files.move", "1.0.0", "{\"title\":\"Move\",\"b\":1,\"a\":[1e2]}");
        Appended.Written written = written(append(entry).get(0));

        assertThat(written.index()).isZero();
        StoredVersion stored =
                Outcome.of(open.catalog().version(entry.coordinate())).orElseThrow();
        assertThat(new String(stored.canonical(), UTF_8)).isEqualTo("{\"a\":[100],\"b\":1,\"title\":\"Move\"}");
        assertThat(stored.hash()).isEqualTo(entry.manifest().digest().toString());
        assertThat(stored.signature()).isEqualTo(entry.signature());
        assertThat(stored.createdAt()).isEqualTo(written.time());
        assertThat(stored.logIndex()).isZero();
    }

    @Test
    void theEntryKeepsItsLeafByteForByte() {
        VersionPublished entry = Publication.of("files.move", "1.0.0");
        Appended.Written written = written(append(entry).get(0));

        assertThat(Sql.value(database.owner(), "SELECT convert_from(leaf, 'UTF8') FROM journal"))
                .isEqualTo(new String(LogLeaf.encode(0, written.time(), entry), UTF_8));
        assertThat(Sql.value(database.owner(), "SELECT type || ' ' || (body ->> 'name') || ' ' || index FROM journal"))
                .isEqualTo("version.published files.move 0");
    }

    @Test
    void anEntryThatCannotBeWrittenDoesNotDisturbItsNeighbours() {
        VersionPublished first = Publication.of("files.move", "1.0.0");
        Appended.Written earlier = written(append(first).get(0));

        List<Appended> outcomes = append(
                Publication.of("mail.send", "1.0.0"),
                Publication.of("files.move", "1.0.0", "{\"other\":true}"),
                Publication.of("files-move", "1.0.0"),
                Publication.of("mail.send", "1.0.1"),
                Publication.of("mail.send", "1.0.1", "{}"));

        assertThat(written(outcomes.get(0)).index()).isEqualTo(1);
        assertThat(outcomes.get(1)).isEqualTo(new Appended.Taken(0, earlier.time(), first.hash(), first.signature()));
        assertThat(outcomes.get(2)).isEqualTo(new Appended.TooSimilar(new ActionName("files.move")));
        assertThat(written(outcomes.get(3)).index()).isEqualTo(2);
        assertThat(outcomes.get(4))
                .isInstanceOfSatisfying(
                        Appended.Taken.class, taken -> assertThat(taken.index()).isEqualTo(2));
        assertThat(Sql.value(database.owner(), "SELECT string_agg(index::text, ' ' ORDER BY index) FROM journal"))
                .isEqualTo("0 1 2");
    }

    @Test
    void aBatchOfNothingNewChangesNothing() {
        append(Publication.of("files.move", "1.0.0"));
        append(Publication.of("files.move", "1.0.0"), Publication.of("files_move", "1.0.0"));

        assertThat(Sql.value(database.owner(), "SELECT next_index FROM journal_head"))
                .isEqualTo("1");
        assertThat(Sql.value(database.owner(), "SELECT string_agg(name, ' ') FROM actions"))
                .isEqualTo("files.move");
    }

    @Test
    void aProbeTellsTheOutcomeAndWritesNothing() {
        VersionPublished entry = Publication.of("files.move", "1.0.0");
        assertThat(written(Outcome.of(open.journal().probe(Submission.unattended(entry))))
                        .index())
                .isZero();
        append(entry);

        assertThat(Outcome.of(open.journal().probe(Submission.unattended(entry))))
                .isInstanceOf(Appended.Taken.class);
        assertThat(Outcome.of(open.journal().probe(Submission.unattended(Publication.of("files_move", "1.0.0")))))
                .isEqualTo(new Appended.TooSimilar(new ActionName("files.move")));
        assertThat(written(Outcome.of(
                                open.journal().probe(Submission.unattended(Publication.of("files.move", "1.0.1")))))
                        .index())
                .isEqualTo(1);
        assertThat(Sql.value(database.owner(), "SELECT count(*) FROM journal")).isEqualTo("1");
    }

    @Test
    void timeNeverGoesBack() {
        Sql.run(database.owner(), "UPDATE journal_head SET last_time = '2999-01-01T00:00:00Z'");

        assertThat(written(append(Publication.of("a", "1.0.0")).get(0)).time())
                .isEqualTo(Instant.parse("2999-01-01T00:00:00Z"));
    }

    @Test
    void aBatchThatFailsHalfWayLeavesNothing() {
        Sql.run(
                database.owner(),
                "CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''boom''; END'",
                "CREATE TRIGGER boom BEFORE INSERT ON actions FOR EACH ROW EXECUTE FUNCTION boom()");
        assertThat(Outcome.failureOf(open.journal().append(List.of(Publication.of("a", "1.0.0")))))
                .hasMessageContaining("boom");
        assertThat(Sql.value(
                        database.owner(),
                        "SELECT (SELECT count(*) FROM journal) + (SELECT count(*) FROM action_versions)"))
                .isEqualTo("0");

        Sql.run(database.owner(), "DROP TRIGGER boom ON actions");
        assertThat(written(append(Publication.of("a", "1.0.0")).get(0)).index()).isZero();
    }

    @Test
    void listenersLearnTheNextIndexOfEachBatch() throws SQLException {
        try (Connection listener = Sql.connect(database.owner());
                Statement statement = listener.createStatement()) {
            statement.execute("LISTEN journal");
            append(Publication.of("a", "1.0.0"), Publication.of("b", "1.0.0"));

            assertThat(listener.unwrap(PGConnection.class).getNotifications(10_000))
                    .singleElement()
                    .satisfies(notification ->
                            assertThat(notification.getParameter()).isEqualTo("2"));
        }
    }

    @Test
    void nulCharactersAreKeptInTheSignedBytesAndReplacedInTheIndexCopy() {
        VersionPublished entry = Publication.of(
                "a",
                "1.0.0",
                "{\"title\":\"t\\u0000t\",\"tags\":[\"x\\u0000\"],\"\\u0000k\":\"\\\\u0000\",\"description\":\"\\u0000\"}");
        written(append(entry).get(0));

        assertThat(Outcome.of(open.catalog().version(entry.coordinate())))
                .get()
                .extracting(StoredVersion::canonical)
                .isEqualTo(entry.manifest().canonical());
        assertThat(Sql.value(database.owner(), "SELECT schema_json::text FROM action_versions"))
                .isEqualTo("{\"tags\": [\"x\uFFFD\"], \"\uFFFDk\": \"\\\\u0000\", \"title\": \"t\uFFFDt\", "
                        + "\"description\": \"\uFFFD\"}");
    }

    @Test
    void anUnverifiedImportMayCarryAnyTextAsHashAndSignature() {
        String odd = "\0".repeat(3) + "ü".repeat(5_000);
        VersionPublished entry = new VersionPublished(
                Publication.of("a", "1.0.0").coordinate(),
                Publication.of("a", "1.0.0").manifest(),
                odd,
                Optional.of(new DetachedSignature(odd, odd, odd)));
        written(append(entry).get(0));

        StoredVersion stored =
                Outcome.of(open.catalog().version(entry.coordinate())).orElseThrow();
        assertThat(stored.hash()).isEqualTo(odd.replace('\0', '\uFFFD'));
        assertThat(stored.signature().orElseThrow().sig()).isEqualTo(odd.replace('\0', '\uFFFD'));
    }

    @Test
    void anUnsignedImportHasNoSignature() {
        VersionPublished entry = Publication.signed("a", "1.0.0", "{}", Optional.empty());
        written(append(entry).get(0));

        assertThat(Outcome.of(open.catalog().version(entry.coordinate())))
                .get()
                .extracting(StoredVersion::signature)
                .isEqualTo(Optional.empty());
    }
}
