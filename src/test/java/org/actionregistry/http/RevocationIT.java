package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.KeyRequests;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** A key is revoked through one server while others serve and publish what it signed. */
class RevocationIT {
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MANY = 32;
    private static final String LISTENERS =
            "FROM pg_stat_activity WHERE application_name = 'action-registry-listener' AND datname = current_database()";
    private static final ExecutorService CLIENTS = Executors.newFixedThreadPool(MANY + 2);

    private final TestDatabase database = TestDatabase.fresh();

    @AfterAll
    static void stop() {
        CLIENTS.shutdown();
    }

    private TestRegistry registry(Map<String, String> settings) {
        return TestRegistry.on(database.owner(), database.runtime(), settings);
    }

    /** A poll that does not come within the bound shows that the notification alone carries it. */
    @Test
    void isSeenOnAnotherServerWithinASecond() {
        Map<String, String> noPoll = Map.of("ACTION_REGISTRY_EVENTS_POLL_MS", "600000");
        try (TestRegistry one = registry(noPoll);
                TestRegistry other = registry(noPoll)) {
            awaitListeners(2);
            for (int round = 0; round < 5; round++) {
                assertSeen(one, other, "reach" + round);
            }
        }
    }

    @Test
    void isSeenWithinASecondWhereNobodyCanListen() throws Exception {
        try (TestRegistry one = registry(Map.of());
                TestRegistry other = registry(Map.of())) {
            AtomicBoolean done = new AtomicBoolean();
            CountDownLatch cut = new CountDownLatch(3);
            Future<?> killer = CLIENTS.submit(() -> killListeners(done, cut));
            assertThat(cut.await(30, TimeUnit.SECONDS)).isTrue();

            assertSeen(one, other, "deaf");

            done.set(true);
            killer.get();
        }
    }

    private void killListeners(AtomicBoolean done, CountDownLatch cut) {
        while (!done.get()) {
            long killed = Long.parseLong(String.valueOf(Sql.value(
                    database.owner(),
                    "SELECT count(*) FROM (SELECT pg_terminate_backend(pid) AS gone " + LISTENERS + ") t")));
            for (long i = 0; i < killed; i++) {
                cut.countDown();
            }
        }
    }

    private void awaitListeners(int count) {
        while (!Integer.toString(count).equals(Sql.value(database.owner(), "SELECT count(*) " + LISTENERS))) {
            Thread.onSpinWait();
        }
    }

    /** Both servers have served the version as verified before. */
    private static void assertSeen(TestRegistry one, TestRegistry other, String kid) {
        TestSigner team = TestSigner.generate(kid);
        KeyRequests keys = new KeyRequests(one.http());
        keys.added(team);
        String path = RegistryHttp.version(kid + ".action", "1.0.0");
        one.http().put(path, team.publishBody("{}")).expect(201);
        awaitVerified(other, path, true);
        for (int i = 0; i < 20; i++) {
            assertThat(isVerified(one, path) && isVerified(other, path)).isTrue();
        }

        keys.revoke(team, "{\"reason\":\"keyCompromise\"}").expect(200);

        long revoked = System.nanoTime();
        assertThat(isVerified(one, path)).as("at once where it was revoked").isFalse();
        awaitVerified(other, path, false);
        assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(BOUND);
        JsonObject verdict = other.http().get(path + "/verify").expect(200).json();
        assertThat(verdict.getString("verify_error")).isEqualTo("Key revoked");
        other.http()
                .put(RegistryHttp.version(kid + ".late", "1.0.0"), team.publishBody("{}"))
                .expect(422, "KEY_NOT_ACTIVE");
    }

    private static boolean isVerified(TestRegistry registry, String path) {
        return registry.http().get(path).expect(200).json().getBoolean("verified");
    }

    private static void awaitVerified(TestRegistry registry, String path, boolean expected) {
        long start = System.nanoTime();
        while (isVerified(registry, path) != expected) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        }
    }

    /** Superseded, so that what was published before stays verified and the line between before and after shows. */
    @RepeatedTest(3)
    void nothingThatRacesWithItIsPublishedAfterIt(RepetitionInfo repetition) throws Exception {
        try (TestRegistry one = registry(Map.of());
                TestRegistry other = registry(Map.of())) {
            TestSigner team = TestSigner.generate("racing-" + repetition.getCurrentRepetition());
            KeyRequests keys = new KeyRequests(one.http());
            keys.added(team);
            awaitKnown(other, team);
            AtomicBoolean revoked = new AtomicBoolean();
            CyclicBarrier start = new CyclicBarrier(MANY + 1);
            List<Future<List<Answer>>> publishing = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int client = i;
                publishing.add(CLIENTS.submit(() -> {
                    start.await();
                    return publishUntil(revoked, client % 2 == 0 ? one : other, team, "race.c" + client);
                }));
            }
            start.await();
            awaitPublished(3 * MANY);
            Answer revocation = keys.revoke(team, "{\"reason\":\"superseded\"}").expect(200);
            revoked.set(true);

            long line = revocation.json().getLong("revoked_index");
            List<Answer> answers = new ArrayList<>();
            for (Future<List<Answer>> client : publishing) {
                answers.addAll(client.get(60, TimeUnit.SECONDS));
            }
            assertThat(answers).allSatisfy(answer -> {
                if (answer.status() == 201) {
                    assertThat(answer.json().getLong("log_index")).isLessThan(line);
                } else {
                    answer.expect(422, "KEY_NOT_ACTIVE");
                }
            });
            assertThat(Sql.value(database.owner(), "SELECT count(*) FROM action_versions WHERE log_index > " + line))
                    .isEqualTo("0");
            assertAllVerified(one, other, answers);
        }
    }

    private static List<Answer> publishUntil(
            AtomicBoolean revoked, TestRegistry registry, TestSigner team, String name) {
        List<Answer> answers = new ArrayList<>();
        boolean last;
        do {
            // One more after the revocation was answered: that one cannot have come before it.
            last = revoked.get();
            answers.add(registry.http().publish(name, "1.0." + answers.size(), team.publishBody("{}")));
        } while (!last && answers.get(answers.size() - 1).status() == 201);
        return answers;
    }

    private static void assertAllVerified(TestRegistry one, TestRegistry other, List<Answer> answers) {
        answers.stream().filter(answer -> answer.status() == 201).limit(50).forEach(answer -> {
            String path = RegistryHttp.version(
                    answer.json().getString("name"), answer.json().getString("version"));
            assertThat(isVerified(one, path) && isVerified(other, path)).isTrue();
        });
    }

    private static void awaitKnown(TestRegistry registry, TestSigner signer) {
        while (registry.http().get("/keys/" + signer.kid()).status() != 200) {
            Thread.onSpinWait();
        }
    }

    private void awaitPublished(int count) {
        while (Integer.parseInt(String.valueOf(
                        Sql.value(database.owner(), "SELECT count(*) FROM action_versions WHERE name LIKE 'race.%'")))
                < count) {
            Thread.onSpinWait();
        }
    }
}
