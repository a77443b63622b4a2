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
import java.util.stream.LongStream;
import org.actionregistry.testing.PrivateServer;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.Test;

/** The database restarts under load: subscribers stay, and get every entry once and in order. */
class EventsThroughRestartIT {
    private static final int PUBLISHERS = 4;
    private static final int EACH = 60;
    private static final Map<String, String> SETTINGS = Map.of(
            "ACTION_REGISTRY_DATABASE_CONNECT_TIMEOUT_MS", "1000",
            "ACTION_REGISTRY_DATABASE_STATEMENT_TIMEOUT_MS", "1000",
            "ACTION_REGISTRY_EVENTS_POLL_MS", "200");

    @Test
    void nothingIsMissedAndNothingComesTwice() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(PUBLISHERS);
        try (PrivateServer database = TestDatabase.privateServer();
                TestRegistry one = TestRegistry.on(database.owner(), database.runtime(), SETTINGS);
                TestRegistry other = TestRegistry.on(database.owner(), database.runtime(), SETTINGS);
                EventReader here = EventReader.open(one, "?since=0");
                EventReader there = EventReader.open(other, "?since=0")) {
            List<Future<?>> publishing = new ArrayList<>();
            for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
                String prefix = "load.p" + publisher + "x";
                TestRegistry through = publisher % 2 == 0 ? one : other;
                publishing.add(clients.submit(() -> publish(through, prefix)));
            }
            List<Long> before = indexes(here.take(PUBLISHERS * EACH / 4));

            database.stop();
            database.start();

            for (Future<?> publisher : publishing) {
                publisher.get(60, TimeUnit.SECONDS);
            }
            List<Long> all = LongStream.range(0, PUBLISHERS * EACH).boxed().toList();
            before.addAll(indexes(here.take(all.size() - before.size())));
            assertThat(before).containsExactlyElementsOf(all);
            assertThat(indexes(there.take(all.size()))).containsExactlyElementsOf(all);
            one.http().published("load.last", "1.0.0", "{}");
            assertThat(here.next().index()).isEqualTo(all.size());
            assertThat(there.next().index()).isEqualTo(all.size());
        } finally {
            clients.shutdown();
        }
    }

    /** Each until it is known to be there; what was written without an answer is not written again. */
    private static void publish(TestRegistry through, String prefix) {
        for (int i = 0; i < EACH; i++) {
            String name = prefix + i;
            String body = TRUSTED.publishBody("{}");
            int status = through.http().publish(name, "1.0.0", body).status();
            while (status != 200 && status != 201) {
                assertThat(status).isEqualTo(503);
                status = through.http().publish(name, "1.0.0", body).status();
            }
        }
    }

    private static List<Long> indexes(List<EventReader.Event> events) {
        return new ArrayList<>(events.stream().map(EventReader.Event::index).toList());
    }
}
