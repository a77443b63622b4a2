package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.StrictJson;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One registry, one subscriber at a time: what a stream holds, where it begins, what is refused. */
class EventStreamIT {
    private static final int BEFORE = 6;
    private static final TestRegistry REGISTRY =
            TestRegistry.start(Map.of("ACTION_REGISTRY_EVENTS_HEARTBEAT_MS", "200"));

    @BeforeAll
    static void publish() {
        List.of("files.move", "files.archive.pack", "filesystem", "web.fetch", "files", "files.copy")
                .forEach(EventStreamIT::publish);
    }

    private static void publish(String name) {
        REGISTRY.http().published(name, "1.0.0", "{\"description\":\"" + name + "\"}");
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void sendsEachEntryAsItsLeaf() {
        try (EventReader reader = EventReader.open(REGISTRY, "?since=0")) {
            EventReader.Event first = reader.next();

            assertThat(first.type()).isEqualTo("version.published");
            assertThat(first.lastId()).isEqualTo("0");
            assertThat(first.data())
                    .isEqualTo(Sql.value(
                            REGISTRY.owner(), "SELECT convert_from(leaf, 'UTF8') FROM journal WHERE index = 0"));
            assertThat(first.data().getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(CanonicalJson.encode(StrictJson.read(first.data().getBytes(StandardCharsets.UTF_8), 8)));
            assertThat(reader.take(BEFORE - 1))
                    .extracting(EventReader.Event::index)
                    .startsWith(1L, 2L, 3L, 4L, 5L);
            assertThat(reader.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reader.header("X-Request-Id")).isNotEmpty();
        }
    }

    @Test
    void beginsWithWhatHappensFromNowOnWhenNotToldWhere() {
        long size = size();
        try (EventReader reader = EventReader.open(REGISTRY, "")) {
            assertThat(reader.nextBlock().lastId()).isEqualTo(Long.toString(size - 1));

            publish("from.now.n" + size);

            assertThat(reader.next().index()).isEqualTo(size);
        }
    }

    @Test
    void goesOnBehindTheLastEventWhateverTheUrlSays() {
        try (EventReader reader = EventReader.open(REGISTRY, "?since=0", "Last-Event-ID", "3")) {
            assertThat(reader.take(2)).extracting(EventReader.Event::index).containsExactly(4L, 5L);
        }
        try (EventReader reader = EventReader.open(REGISTRY, "?since=5", "Last-Event-ID", "-1")) {
            assertThat(reader.next().index()).isZero();
        }
    }

    @Test
    void mayBeginAtTheEntryThatIsNext() {
        long size = size();
        try (EventReader reader = EventReader.open(REGISTRY, "?since=" + size)) {
            publish("is.next.n" + size);

            assertThat(reader.next().index()).isEqualTo(size);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "namespace=files, 'files.move,files.archive.pack,files.copy'",
        "namespace=files.archive, files.archive.pack",
        "name=files, files",
        "name=web.fetch&namespace=web, web.fetch",
        "type=version.published&name=filesystem, filesystem"
    })
    void leavesOutWhatTheFilterDoesNotMatch(String filter, String names) {
        try (EventReader reader = EventReader.open(REGISTRY, "?since=0&" + filter)) {
            List<String> expected = List.of(names.split(",", -1));

            assertThat(reader.take(expected.size()))
                    .extracting(event -> event.json().getString("name"))
                    .isEqualTo(expected);
        }
    }

    @Test
    void movesTheIdOverWhatTheFilterLeavesOut() {
        long size = size();
        try (EventReader reader = EventReader.open(REGISTRY, "?since=0&name=no.such.action")) {
            EventReader.Event beat = reader.nextBlock();
            while (!beat.comment()) {
                assertThat(beat.type()).isEmpty();
                beat = reader.nextBlock();
            }
            assertThat(Long.parseLong(beat.lastId())).isGreaterThanOrEqualTo(size - 1);
        }
    }

    @Test
    void givesASignOfLifeWhenNothingHappens() {
        try (EventReader reader = EventReader.open(REGISTRY, "?namespace=quiet")) {
            reader.nextBlock();
            for (int beat = 0; beat < 3; beat++) {
                EventReader.Event sign = reader.nextBlock();
                assertThat(sign.comment()).isTrue();
                assertThat(sign.type()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "?since=-1, query.since",
        "?since=x, query.since",
        "?since=1.5, query.since",
        "?since=99999999999999999999, query.since",
        "?since=1000000, query.since",
        "?type=version.exploded, query.type",
        "?type=, query.type",
        "?namespace=UP, query.namespace",
        "?name=a..b, query.name",
        "?api_key=secret, query.api_key",
        "?since=1&since=2, query.since"
    })
    void refusesWhatBreaksTheContract(String query, String place) {
        Answer answer = REGISTRY.http().get("/events" + query).expect(400, "BAD_REQUEST");

        assertThat(answer.violatedPaths()).containsExactly(place);
    }

    @ParameterizedTest
    @CsvSource({"-2", "x", "1000000", "''"})
    void refusesALastEventIdThatIsNone(String id) {
        Answer answer = REGISTRY.http().get("/events", "Last-Event-ID", id).expect(400, "BAD_REQUEST");

        assertThat(answer.violatedPaths()).containsExactly("header.Last-Event-ID");
    }

    @Test
    void isNotForThoseWhoAcceptNoEventStream() {
        REGISTRY.http().get("/events", "Accept", "application/json").expect(406, "NOT_ACCEPTABLE");
    }

    @Test
    void answersHeadWithoutAStream() {
        Answer answer = REGISTRY.http().head("/events").expect(200);

        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream");
    }

    @Test
    void ofOneBatchAllEntriesComeInOrder() {
        long size = size();
        try (EventReader reader = EventReader.open(REGISTRY, "?since=" + size)) {
            List<String> names = IntStream.range(0, 40)
                    .mapToObj(i -> "batch.n" + size + "x" + i)
                    .toList();
            names.parallelStream()
                    .forEach(name -> REGISTRY.http()
                            .publish(name, "1.0.0", TRUSTED.publishBody("{}"))
                            .expect(201));

            List<EventReader.Event> events = reader.take(40);

            assertThat(events)
                    .extracting(EventReader.Event::index)
                    .containsExactlyElementsOf(
                            LongStream.range(size, size + 40).boxed().toList());
            assertThat(events)
                    .extracting(event -> event.json().getString("name"))
                    .containsExactlyInAnyOrderElementsOf(names);
            assertThat(events)
                    .extracting(EventReader.Event::json)
                    .allSatisfy(leaf -> assertThat(leaf.fieldNames())
                            .contains("alg", "hash", "index", "kid", "name", "sig_sha256", "time", "type", "version"));
        }
    }

    private static long size() {
        JsonObject page = REGISTRY.http().get("/changes?limit=1").expect(200).json();
        return page.getLong("head") + 1;
    }
}
