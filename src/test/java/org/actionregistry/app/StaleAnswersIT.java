package org.actionregistry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.actionregistry.testing.KeyRequests;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.RegistryProcess;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two server processes on one database, both with warm memories and asked without pause: a change made through one of them, or
 * behind the back of both, shows on both within its bound, whichever way is asked, and what is new never becomes old again.
 */
class StaleAnswersIT {
    private static final Duration NOTICED = Duration.ofSeconds(1);
    private static final int REVALIDATE_SECONDS = 2;

    /** How long is looked for stale answers beyond the bound. */
    private static final Duration BEYOND = Duration.ofMillis(500);

    private static final int ASKING_BESIDES = 3;
    private static final String KEY = "X-API-Key: " + TestRegistry.BOOTSTRAP_KEY;

    @TempDir
    private static Path directory;

    private static TestDatabase database;
    private static final List<RegistryProcess> PROCESSES = new ArrayList<>();
    private static final List<Integer> PORTS = new ArrayList<>();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final AtomicBoolean LOADED = new AtomicBoolean(true);
    private static final AtomicLong ASKED_BESIDES = new AtomicLong();

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        Map<String, String> environment =
                new HashMap<>(TestRegistry.environment(database.owner(), database.runtime(), Map.of()));
        environment.put("ACTION_REGISTRY_CATALOG_REVALIDATE_SECONDS", Integer.toString(REVALIDATE_SECONDS));
        for (int i = 0; i < 2; i++) {
            PROCESSES.add(RegistryProcess.start(directory, environment, "serve"));
        }
        PROCESSES.forEach(process -> PORTS.add(process.awaitPort()));
        for (int i = 0; i < 10; i++) {
            one().published("load.hot" + i, "1.0.0", "{}");
        }
        for (int port : PORTS) {
            for (int i = 0; i < ASKING_BESIDES; i++) {
                THREADS.execute(() -> askBesides(port));
            }
        }
    }

    @AfterAll
    static void stop() {
        LOADED.set(false);
        THREADS.shutdownNow();
        PROCESSES.forEach(RegistryProcess::close);
        assertThat(ASKED_BESIDES).as("requests of the load besides").hasValueGreaterThan(1000);
    }

    private static RegistryHttp one() {
        return RegistryHttp.of(PORTS.get(0), TestRegistry.BOOTSTRAP_KEY);
    }

    private static RegistryHttp other() {
        return RegistryHttp.of(PORTS.get(1), TestRegistry.BOOTSTRAP_KEY);
    }

    private static void askBesides(int port) {
        try (RawHttp http = new RawHttp(port)) {
            for (int i = 0; LOADED.get(); i = (i + 1) % 10) {
                http.send(RawHttp.head("GET", RegistryHttp.version("load.hot" + i, "1.0.0"), KEY));
                if (http.read().status() == 200) {
                    ASKED_BESIDES.incrementAndGet();
                }
            }
        }
    }

    @Test
    void deprecation() {
        one().published("stale.deprecated", "1.0.0", "{}");
        assertShows(
                "stale.deprecated",
                "\"status\":\"deprecated\"",
                NOTICED,
                () -> setStatus("stale.deprecated", "{\"status\":\"deprecated\",\"reason\":\"old\"}"));
    }

    @Test
    void yank() {
        one().published("stale.yanked", "1.0.0", "{}");
        assertShows(
                "stale.yanked",
                "\"status\":\"yanked\"",
                NOTICED,
                () -> setStatus("stale.yanked", "{\"status\":\"yanked\",\"reason\":\"broken\"}"));
    }

    @Test
    void unsafe() {
        one().published("stale.unsafe", "1.0.0", "{}");
        assertShows(
                "stale.unsafe",
                "\"status\":\"unsafe\"",
                NOTICED,
                () -> setStatus("stale.unsafe", "{\"status\":\"unsafe\",\"reason\":\"leaks\",\"severity\":\"high\"}"));
    }

    private static void setStatus(String name, String body) {
        one().patch(RegistryHttp.version(name, "1.0.0") + "/status", body).expect(200);
    }

    @Test
    void retirementOfAKey() {
        TestSigner signer = signed("stale.retired");
        assertShows(
                "stale.retired",
                "\"retired\"",
                NOTICED,
                () -> new KeyRequests(one()).retire(signer).expect(200));
    }

    @Test
    void revocationOfAKey() {
        TestSigner signer = signed("stale.revoked");
        assertShows(
                "stale.revoked",
                "\"verified\":false",
                NOTICED,
                () -> new KeyRequests(one())
                        .revoke(signer, "{\"reason\":\"keyCompromise\"}")
                        .expect(200));
    }

    /** With a key of its own. */
    private static TestSigner signed(String name) {
        TestSigner signer = TestSigner.generate(name + "-key");
        new KeyRequests(one()).added(signer).expect(201);
        one().publish(name, "1.0.0", signer.publishBody("{}")).expect(201);
        return signer;
    }

    @Test
    void tampering() {
        one().published("stale.tampered", "1.0.0", "{}");
        assertShows(
                "stale.tampered",
                "\"verified\":false",
                Duration.ofSeconds(REVALIDATE_SECONDS),
                () -> Sql.run(
                        database.owner(),
                        "SET session_replication_role = replica",
                        "UPDATE action_versions SET canonical = '{\"x\":1}' WHERE name = 'stale.tampered'"));
    }

    @Test
    void publishingAgain() throws InterruptedException, ExecutionException {
        one().published("stale.again", "1.0.0", "{}");
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Seen>> watching = watch("stale.again", answer -> !answer.contains(TestSigner.hash("{}")), over);
        for (int i = 0; i < 10; i++) {
            (i % 2 == 0 ? one() : other())
                    .publish("stale.again", "1.0.0", TestRegistry.TRUSTED.publishBody("{\"description\":\"other\"}"))
                    .expect(409, "VERSION_EXISTS");
        }
        over.set(true);
        for (Future<Seen> each : watching) {
            assertThat(each.get().isFresh).as("other content was served").isFalse();
        }
    }

    /** What one connection was answered: when the last request was sent that got the old state, and whether one got the new. */
    private record Seen(long lastStale, boolean isFresh) {}

    private static void assertShows(String name, String sign, Duration bound, Runnable change) {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Seen>> watching = watch(name, answer -> answer.contains(sign), over);
        change.run();
        long changed = System.nanoTime();
        sleep(bound.plus(BEYOND));
        over.set(true);
        for (Future<Seen> each : watching) {
            Seen seen = get(each);
            assertThat(seen.isFresh).as("the change was seen").isTrue();
            assertThat(Duration.ofNanos(Math.max(0, seen.lastStale - changed)))
                    .as("old state after the change")
                    .isLessThan(bound);
        }
    }

    /** On both processes: the version, the version where it has changed, and the verdict; all warm when this returns. */
    private static List<Future<Seen>> watch(String name, Predicate<String> isFresh, AtomicBoolean over) {
        String version = RegistryHttp.version(name, "1.0.0");
        List<Future<Seen>> watching = new ArrayList<>();
        for (int port : PORTS) {
            RawHttp.Response before = RawHttp.exchange(port, "GET", version, KEY);
            assertThat(before.status()).isEqualTo(200);
            assertThat(isFresh.test(before.text())).isFalse();
            List<String> heads = List.of(
                    RawHttp.head("GET", version, KEY),
                    RawHttp.head("GET", version, KEY, "If-None-Match: " + before.header("ETag")),
                    RawHttp.head("GET", version + "/verify", KEY));
            for (String head : heads) {
                RawHttp connection = new RawHttp(port);
                for (int i = 0; i < 3; i++) {
                    assertThat(connection.send(head).read().status()).isIn(200, 304);
                }
                watching.add(THREADS.submit(() -> seen(connection, head, isFresh, over)));
            }
        }
        return watching;
    }

    private static Seen seen(RawHttp connection, String head, Predicate<String> isFresh, AtomicBoolean over) {
        try (connection) {
            long lastStale = 0;
            boolean fresh = false;
            while (!over.get()) {
                long sent = System.nanoTime();
                RawHttp.Response answer = connection.send(head).read();
                assertThat(answer.status()).isIn(200, 304);
                if (answer.status() == 200 && isFresh.test(answer.text())) {
                    fresh = true;
                } else {
                    lastStale = sent;
                }
            }
            return new Seen(lastStale, fresh);
        }
    }

    private static Seen get(Future<Seen> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
