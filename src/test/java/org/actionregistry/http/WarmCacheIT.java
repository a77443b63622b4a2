package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two servers on one database, both with warm memories: what changes shows on both within its bound. */
class WarmCacheIT {
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Duration NOTICED = Duration.ofSeconds(1);
    private static final Duration REVALIDATED = Duration.ofSeconds(2);
    private static final TestRegistry ONE = start();
    private static final TestRegistry OTHER = start();

    private static TestRegistry start() {
        return TestRegistry.on(
                DATABASE.owner(), DATABASE.runtime(), Map.of("ACTION_REGISTRY_CATALOG_REVALIDATE_SECONDS", "2"));
    }

    @AfterAll
    static void stop() {
        ONE.close();
        OTHER.close();
    }

    private static final String CHANGE_STATUS = """
            WITH head AS (
                UPDATE journal_head SET next_index = next_index + 1, last_time = now() RETURNING next_index - 1 AS index
            ), entry AS (
                INSERT INTO journal (index, type, body, leaf, time)
                SELECT index, 'version.status', jsonb_build_object('name', '%1$s', 'version', '1.0.0'),
                    convert_to(format('{"index":%%s,"name":"%1$s","type":"version.status","version":"1.0.0"}', index), 'UTF8'),
                    now()
                FROM head
            )
            UPDATE action_versions SET status = 'yanked' WHERE name = '%1$s'
            """;

    /** As a process of another release would, that knows more kinds of entries. */
    private static void yank(String name, boolean notifying) {
        Sql.run(DATABASE.owner(), "BEGIN", String.format(CHANGE_STATUS, name), "COMMIT");
        if (notifying) {
            Sql.run(DATABASE.owner(), "NOTIFY journal");
        }
    }

    @Test
    void aStatusThatAnotherProcessChangesShowsOnBothWithinASecond() {
        assertYankShows("status.notified", true);
    }

    @Test
    void alsoWhenNobodyIsNotified() {
        assertYankShows("status.polled", false);
    }

    private static void assertYankShows(String name, boolean notifying) {
        ONE.http().published(name, "1.0.0", "{}");
        warm(name);
        yank(name, notifying);
        for (TestRegistry registry : List.of(ONE, OTHER)) {
            assertWithin(NOTICED, () -> version(registry, name).getString("status"), "yanked");
        }
    }

    @Test
    void aStatusSetThroughOneServerShowsThereAtOnceAndOnTheOtherWithinASecond() {
        ONE.http().published("status.set", "1.0.0", "{}");
        warm("status.set");
        ONE.http()
                .patch(
                        RegistryHttp.version("status.set", "1.0.0") + "/status",
                        "{\"status\":\"deprecated\",\"reason\":\"old\"}")
                .expect(200);

        assertThat(version(ONE, "status.set").getString("status")).isEqualTo("deprecated");
        assertWithin(NOTICED, () -> version(OTHER, "status.set").getString("status"), "deprecated");
    }

    @Test
    void aRevokedKeyShowsWhereItWasRevokedAtOnceAndOnTheOtherWithinASecond() {
        String body = TestRegistry.ALSO_TRUSTED.publishBody("{}");
        ONE.http().publish("revoked.a", "1.0.0", body).expect(201);
        warm("revoked.a");
        ONE.http()
                .post("/keys/" + TestRegistry.ALSO_TRUSTED.kid() + "/revoke", "{\"reason\":\"keyCompromise\"}")
                .expect(200);

        assertThat(version(ONE, "revoked.a").getBoolean("verified")).isFalse();
        assertWithin(NOTICED, () -> version(OTHER, "revoked.a").getBoolean("verified"), false);
    }

    @Test
    void aPublishShowsOnTheWarmFirstPageAtOnceWhereItWasMadeAndWithinASecondElsewhere() {
        ONE.http().published("listed.first", "1.0.0", "{}");
        for (TestRegistry registry : List.of(ONE, OTHER)) {
            assertWithin(NOTICED, () -> listed(registry), 1);
        }
        ONE.http().published("listed.second", "1.0.0", "{}");

        assertThat(listed(ONE)).isEqualTo(2);
        assertWithin(NOTICED, () -> listed(OTHER), 2);
    }

    private static int listed(TestRegistry registry) {
        return registry.http()
                .get("/actions?namespace=listed")
                .expect(200)
                .json()
                .getJsonArray("items")
                .size();
    }

    @Test
    void aRowThatIsChangedBehindTheBackOfBothIsNoticedWhenItIsRevalidated() {
        ONE.http().published("tampered.a", "1.0.0", "{}");
        warm("tampered.a");
        Sql.run(
                DATABASE.owner(),
                "SET session_replication_role = replica",
                "UPDATE action_versions SET canonical = '{\"x\":1}' WHERE name = 'tampered.a'");
        for (TestRegistry registry : List.of(ONE, OTHER)) {
            assertWithin(REVALIDATED, () -> version(registry, "tampered.a").getBoolean("verified"), false);
        }
    }

    @Test
    void publishingAgainWithOtherContentLeavesWhatIsRemembered() {
        ONE.http().published("again.a", "1.0.0", "{}");
        warm("again.a");
        OTHER.http()
                .publish("again.a", "1.0.0", TestRegistry.TRUSTED.publishBody("{\"description\":\"other\"}"))
                .expect(409, "VERSION_EXISTS");

        assertThat(version(ONE, "again.a").getString("hash")).isEqualTo(TestSigner.hash("{}"));
        assertThat(version(OTHER, "again.a").getString("hash")).isEqualTo(TestSigner.hash("{}"));
    }

    @Test
    void underLoadNoAnswerIsStaleBeyondItsBound() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                String name = "load.a" + round;
                ONE.http().published(name, "1.0.0", "{}");
                warm(name);
                List<Callable<Long>> reading = List.of(
                        () -> lastStale(ONE, name),
                        () -> lastStale(OTHER, name),
                        () -> lastStale(ONE, name),
                        () -> lastStale(OTHER, name));
                List<Future<Long>> lastStale =
                        reading.stream().map(readers::submit).toList();
                yank(name, true);
                long yanked = System.nanoTime();
                for (Future<Long> stale : lastStale) {
                    assertThat(Duration.ofNanos(stale.get() - yanked)).isLessThan(NOTICED);
                }
            }
        } finally {
            readers.shutdownNow();
        }
    }

    /** When the last request was sent that got the old status, in two seconds of asking and until there is a new one. */
    private static long lastStale(TestRegistry registry, String name) {
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        long last = Long.MIN_VALUE;
        boolean changed = false;
        while (System.nanoTime() < end || !changed) {
            long sent = System.nanoTime();
            changed = !version(registry, name).getString("status").equals("active");
            last = changed ? last : sent;
        }
        return last;
    }

    private static void warm(String name) {
        for (TestRegistry registry : List.of(ONE, OTHER)) {
            for (int i = 0; i < 3; i++) {
                assertThat(version(registry, name).getBoolean("verified")).isTrue();
                registry.http()
                        .get(RegistryHttp.version(name, "1.0.0") + "/verify")
                        .expect(200);
            }
        }
    }

    private static JsonObject version(TestRegistry registry, String name) {
        return registry.http()
                .get(RegistryHttp.version(name, "1.0.0"))
                .expect(200)
                .json();
    }

    private static <T> void assertWithin(Duration bound, Callable<T> asked, T expected) {
        long end = System.nanoTime() + bound.toNanos();
        T answer = call(asked);
        while (!answer.equals(expected) && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            answer = call(asked);
        }
        assertThat(answer).isEqualTo(expected);
    }

    private static <T> T call(Callable<T> asked) {
        try {
            return asked.call();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
