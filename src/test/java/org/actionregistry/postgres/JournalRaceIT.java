package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances of the program write to one journal at the same time. */
class JournalRaceIT {
    private static final int COORDINATES = 32;

    private TestDatabase database;
    private OpenDatabase one;
    private OpenDatabase other;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        one = OpenDatabase.of(database.runtime());
        other = OpenDatabase.of(database.runtime());
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static VersionPublished entry(int coordinate, String document) {
        return Publication.of("race.a" + coordinate % 8, "1.0." + coordinate / 8, document);
    }

    /** All at once, in transactions of one to three entries, each instance with a document of its own. */
    private List<Appended> race() {
        List<Future<List<Appended>>> batches = new ArrayList<>();
        for (int first = 0; first < COORDINATES; first += 3) {
            List<Integer> coordinates = Stream.iterate(first, i -> i + 1)
                    .limit(Math.min(3, COORDINATES - first))
                    .toList();
            for (OpenDatabase instance : List.of(one, other)) {
                String document = instance == one ? "{\"by\":\"one\"}" : "{\"by\":\"other\"}";
                batches.add(instance.journal()
                        .append(coordinates.stream()
                                .map(coordinate -> entry(coordinate, document))
                                .toList()));
            }
        }
        return batches.stream().flatMap(batch -> Outcome.of(batch).stream()).toList();
    }

    @Test
    void eachCoordinateIsWrittenExactlyOnceAndIndexesHaveNoGap() {
        List<Appended> outcomes = race();

        Map<Long, Appended.Written> written = outcomes.stream()
                .filter(Appended.Written.class::isInstance)
                .map(Appended.Written.class::cast)
                .collect(Collectors.toMap(Appended.Written::index, w -> w));
        List<Appended.Taken> taken = outcomes.stream()
                .filter(Appended.Taken.class::isInstance)
                .map(Appended.Taken.class::cast)
                .toList();
        assertThat(outcomes).hasSize(2 * COORDINATES);
        assertThat(written.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, COORDINATES).boxed().toList());
        assertThat(taken)
                .hasSize(COORDINATES)
                .allSatisfy(loser -> assertThat(written)
                        .containsEntry(loser.index(), new Appended.Written(loser.index(), loser.time())));
        assertVersionsAndEntriesCorrespond();
    }

    private void assertVersionsAndEntriesCorrespond() {
        assertThat(Sql.value(database.owner(), """
                        SELECT count(*) FROM journal j JOIN action_versions v ON v.log_index = j.index
                        WHERE j.body ->> 'name' = v.name AND j.body ->> 'version' = v.version
                          AND j.body ->> 'hash' = v.hash AND j.time = v.created_at
                        """))
                .isEqualTo(Sql.value(database.owner(), "SELECT count(*) FROM journal"))
                .isEqualTo(Sql.value(database.owner(), "SELECT count(*) FROM action_versions"))
                .isEqualTo(Sql.value(database.owner(), "SELECT sum(version_count) FROM actions"))
                .isEqualTo(Sql.value(database.owner(), "SELECT next_index FROM journal_head"))
                .isEqualTo(Integer.toString(COORDINATES));
        assertThat(Sql.value(database.owner(), "SELECT string_agg(DISTINCT latest_version, ' ') FROM actions"))
                .isEqualTo("1.0.3");
        assertThat(Sql.value(
                        database.owner(),
                        "SELECT count(*) FROM (SELECT time < lag(time) OVER (ORDER BY index) AS back FROM journal) t"
                                + " WHERE back"))
                .isEqualTo("0");
    }

    @Test
    void ofTwoSimilarNamesOnlyOneIsTaken() {
        Future<List<Appended>> dotted = one.journal().append(List.of(Publication.of("same.name", "1.0.0")));
        Future<List<Appended>> dashed = other.journal().append(List.of(Publication.of("same-name", "1.0.0")));
        List<Appended> outcomes =
                List.of(Outcome.of(dotted).get(0), Outcome.of(dashed).get(0));

        assertThat(outcomes).filteredOn(Appended.Written.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Appended.TooSimilar.class::isInstance).hasSize(1);
    }
}
