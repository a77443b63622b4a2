package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Two registries on one database, publishers and subscribers on both: every subscriber gets every entry once and in order.
 */
class EventOrderIT {
    private static final String LISTENERS =
            "FROM pg_stat_activity WHERE application_name = 'action-registry-listener' AND datname = current_database()";
    private static final int PUBLISHERS = 8;

    private static final ExecutorService CLIENTS = Executors.newFixedThreadPool(PUBLISHERS + 2);

    private final TestDatabase database = TestDatabase.fresh();

    @AfterAll
    static void stop() {
        CLIENTS.shutdown();
    }

    /** A poll that never comes shows that notifications suffice; few recent events, that older ones are read as well. */
    private TestRegistry registry(String pollMs, String recent) {
        return TestRegistry.on(
                database.owner(),
                database.runtime(),
                Map.of("ACTION_REGISTRY_EVENTS_POLL_MS", pollMs, "ACTION_REGISTRY_EVENTS_RECENT", recent));
    }

    @Test
    void everySubscriberOfEveryServerGetsEveryEntryOnceAndInOrder() throws Exception {
        int each = 40;
        try (TestRegistry one = registry("600000", "4096");
                TestRegistry other = registry("600000", "16")) {
            awaitListeners(2);
            List<EventReader> early = open(one, other, "?since=0");
            List<Future<?>> publishing = publish(each, publisher -> publisher % 2 == 0 ? one : other);
            long size = one.http().get("/changes?limit=1").json().getLong("head") + 1;
            List<EventReader> late = open(one, other, "?since=" + size);
            finish(publishing);

            for (EventReader reader : early) {
                assertWhole(reader, 0, (long) PUBLISHERS * each);
            }
            for (EventReader reader : late) {
                assertWhole(reader, size, (long) PUBLISHERS * each);
            }
        }
    }

    @Test
    void aLostListenConnectionLosesNothingAndRepeatsNothing() throws Exception {
        int each = 40;
        try (TestRegistry one = registry("600000", "4096");
                TestRegistry other = registry("600000", "4096")) {
            awaitListeners(2);
            List<EventReader> readers = open(one, other, "?since=0");
            AtomicBoolean done = new AtomicBoolean();
            Future<Integer> killer = CLIENTS.submit(() -> killListeners(done));
            finish(publish(each, publisher -> publisher % 2 == 0 ? one : other));
            done.set(true);

            assertThat(killer.get()).as("connections that were cut").isGreaterThan(2);
            for (EventReader reader : readers) {
                assertWhole(reader, 0, (long) PUBLISHERS * each);
            }
        }
    }

    @Test
    void whatNobodyNotifiesOfIsFoundByThePoll() {
        try (TestRegistry registry = registry("100", "4096");
                EventReader reader = EventReader.open(registry, "?since=0")) {
            // The owner's hand: an entry and the head, and no NOTIFY.
            Sql.run(
                    database.owner(),
                    "BEGIN; INSERT INTO journal (index, type, body, leaf, time) VALUES (0, 'version.published',"
                            + " '{\"name\":\"a\"}', '{\"index\":0,\"name\":\"a\"}', now());"
                            + " UPDATE journal_head SET next_index = 1, last_time = now(); COMMIT");

            assertThat(reader.next().data()).isEqualTo("{\"index\":0,\"name\":\"a\"}");
        }
    }

    @Test
    void aSubscriberThatComesBackAgainAndAgainMissesNothing() throws Exception {
        int each = 30;
        List<Long> seen = new ArrayList<>();
        try (TestRegistry one = registry("600000", "16");
                TestRegistry other = registry("600000", "16")) {
            List<Future<?>> publishing = publish(each, publisher -> publisher % 2 == 0 ? one : other);
            String last = "-1";
            for (int visit = 0; seen.size() < (long) PUBLISHERS * each; visit++) {
                try (EventReader reader = EventReader.open(visit % 2 == 0 ? one : other, "", "Last-Event-ID", last)) {
                    int taken = Math.min(7, PUBLISHERS * each - seen.size());
                    List<EventReader.Event> events = reader.take(taken);
                    events.forEach(event -> seen.add(event.index()));
                    last = events.get(taken - 1).lastId();
                }
            }
            finish(publishing);
        }
        assertThat(seen).containsExactlyElementsOf(indexes(0, (long) PUBLISHERS * each));
    }

    private static List<EventReader> open(TestRegistry one, TestRegistry other, String query) {
        return List.of(
                EventReader.open(one, query),
                EventReader.open(one, query),
                EventReader.open(other, query),
                EventReader.open(other, query + "&type=version.published"));
    }

    private static List<Future<?>> publish(int each, Function<Integer, TestRegistry> through) {
        List<Future<?>> publishing = new ArrayList<>();
        IntStream.range(0, PUBLISHERS)
                .forEach(publisher -> publishing.add(CLIENTS.submit(() -> IntStream.range(0, each)
                        .forEach(i -> through.apply(publisher)
                                .http()
                                .publish("load.p" + publisher + "x" + i, "1.0.0", TRUSTED.publishBody("{}"))
                                .expect(201)))));
        return publishing;
    }

    private static void finish(List<Future<?>> publishing) throws Exception {
        for (Future<?> publisher : publishing) {
            publisher.get(60, TimeUnit.SECONDS);
        }
    }

    private void awaitListeners(int count) {
        while (!Integer.toString(count).equals(Sql.value(database.owner(), "SELECT count(*) " + LISTENERS))) {
            Thread.onSpinWait();
        }
    }

    private int killListeners(AtomicBoolean done) {
        int killed = 0;
        while (!done.get()) {
            killed += Integer.parseInt(String.valueOf(Sql.value(
                    database.owner(),
                    "SELECT count(*) FROM (SELECT pg_terminate_backend(pid) AS gone " + LISTENERS + ") t WHERE gone")));
        }
        return killed;
    }

    private void assertWhole(EventReader reader, long from, long size) {
        try (reader) {
            List<EventReader.Event> events = reader.take((int) (size - from));
            assertThat(events).extracting(EventReader.Event::index).containsExactlyElementsOf(indexes(from, size));
            assertThat(events)
                    .extracting(EventReader.Event::lastId)
                    .containsExactlyElementsOf(indexes(from, size).stream()
                            .map(index -> Long.toString(index))
                            .toList());
            EventReader.Event more = reader.nowOrNull();
            assertThat(more == null || more.type().isEmpty())
                    .as("nothing beyond")
                    .isTrue();
        }
    }

    private static List<Long> indexes(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
