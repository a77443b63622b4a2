package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Plain reads of a registry that has nothing at hand, while its database keeps them waiting. */
class WireLaneIT {
    private static final TestRegistry REGISTRY = TestRegistry.start(Map.of("ACTION_REGISTRY_CATALOG_CACHE_BYTES", "0"));
    private static final TestRegistry NARROW = TestRegistry.start(
            Map.of("ACTION_REGISTRY_CATALOG_CACHE_BYTES", "0", "ACTION_REGISTRY_READS_IN_FLIGHT", "1"));

    private static final String KEY = "X-API-Key: " + TestRegistry.BOOTSTRAP_KEY;
    private static final String PATH = "/actions/files.move/versions/1.0.0";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Together they are more than the buffers of both ends hold. */
    private static final int FAR_TOO_MANY = 4_000;

    private static final String PADDING = "X-Padding: " + "x".repeat(7_000);

    @BeforeAll
    static void publish() {
        REGISTRY.http().published("files.move", "1.0.0", "{}");
        NARROW.http().published("files.move", "1.0.0", "{}");
    }

    @AfterAll
    static void stop() {
        ((Logger) LoggerFactory.getLogger("requests")).setLevel(null);
        REGISTRY.close();
        NARROW.close();
    }

    @Test
    void whatFollowsAReadThatWaitsIsAnsweredAfterIt() throws SQLException {
        try (RawHttp client = REGISTRY.connect();
                Connection lock = lock(REGISTRY)) {
            client.send(get(PATH, "first") + get("/health/live", "second") + get(PATH, "third"));
            client.send(get("/health/live", "fourth"));
            awaitLockWaiters(REGISTRY);

            assertThat(client.hasInputWithin(200)).isFalse();
            lock.rollback();

            for (String id : new String[] {"first", "second", "third", "fourth"}) {
                RawHttp.Response answer = client.read();
                assertThat(answer.header("X-Request-Id")).isEqualTo(id);
                assertThat(answer.status()).isEqualTo(200);
            }
        }
    }

    @Test
    void clientsThatGoAwayMeanwhileTakeNobodysPlace() throws SQLException {
        for (int round = 0; round < 3; round++) {
            try (Connection lock = lock(NARROW)) {
                try (RawHttp client = NARROW.connect()) {
                    client.send(get(PATH, "gone") + get(PATH, "gone-as-well"));
                    client.send("PUT " + PATH + " HTTP/1.1\r\nHost: h\r\n" + KEY + "\r\nContent-Length: 9\r\n\r\n{}");
                    awaitLockWaiters(NARROW);
                    client.reset();
                }
                lock.rollback();
            }
            awaitAnswer(NARROW);
        }
    }

    @Test
    void noMoreIsTakenFromAClientThanCanBeAnswered() throws Exception {
        try (RawHttp client = REGISTRY.connect();
                Connection lock = lock(REGISTRY)) {
            String request = RawHttp.head("GET", PATH, KEY, PADDING);
            CompletableFuture<RawHttp> sent =
                    CompletableFuture.supplyAsync(() -> client.send(request.repeat(FAR_TOO_MANY)));
            awaitLockWaiters(REGISTRY);

            assertThatThrownBy(() -> sent.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            lock.rollback();

            for (int i = 0; i < FAR_TOO_MANY; i++) {
                assertThat(client.read().status()).isEqualTo(200);
            }
            sent.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void aReadForWhichThereIsNoPlaceIsTurnedAwayAsTheRouterWould() throws SQLException {
        try (RawHttp waiting = NARROW.connect();
                Connection lock = lock(NARROW)) {
            waiting.send(get(PATH, "waits"));
            awaitLockWaiters(NARROW);

            String onTheWire = refusal(Level.INFO, PATH);
            assertThat(onTheWire).startsWith("503 ").isEqualTo(refusal(Level.DEBUG, PATH));
            assertThat(refusal(Level.INFO, "/actions/nothing/versions/x/verify"))
                    .isEqualTo(onTheWire);
            assertThat(refusal(Level.INFO, PATH + "?")).isEqualTo(onTheWire);

            lock.rollback();
            assertThat(waiting.read().status()).isEqualTo(200);
        }
    }

    private static String refusal(Level level, String path) {
        ((Logger) LoggerFactory.getLogger("requests")).setLevel(level);
        RawHttp.Response response = RawHttp.exchange(NARROW.port(), "GET", path, KEY, "X-Request-Id: mine");
        assertThat(response.header("Retry-After")).isIn("1", "2", "3");
        ((Logger) LoggerFactory.getLogger("requests")).setLevel(null);
        Map<String, List<String>> headers = new TreeMap<>();
        response.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        headers.put("retry-after", List.of("n"));
        return response.status() + " " + headers + " " + response.text();
    }

    private static String get(String path, String id) {
        return RawHttp.head("GET", path, KEY, "X-Request-Id: " + id);
    }

    private static Connection lock(TestRegistry registry) throws SQLException {
        Connection connection = Sql.connect(registry.owner());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE action_versions IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    private static void awaitLockWaiters(TestRegistry registry) {
        String waiters = "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                + " WHERE d.datname = current_database() AND NOT l.granted";
        Instant giveUp = Instant.now().plus(PATIENCE);
        while ("0".equals(Sql.value(registry.owner(), waiters))) {
            assertThat(Instant.now()).as("nobody waits for the lock").isBefore(giveUp);
        }
    }

    /** Those who have gone hold their place until the database has answered. */
    private static void awaitAnswer(TestRegistry registry) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (RawHttp.exchange(registry.port(), "GET", PATH, KEY).status() != 200) {
            assertThat(Instant.now()).as("the places are still taken").isBefore(giveUp);
        }
    }
}
