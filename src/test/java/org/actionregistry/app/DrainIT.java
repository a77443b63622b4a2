package org.actionregistry.app;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.Test;

/** What happens to requests that are under way when the registry is told to stop. */
class DrainIT {
    private static final String PATH = "/actions/files.move/versions/1.0.0";
    private static final byte[] BODY = TRUSTED.publishBody("{}").getBytes(StandardCharsets.UTF_8);
    private static final String HEAD = "PUT " + PATH + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + BOOTSTRAP_KEY
            + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length + "\r\n\r\n";

    @Test
    void aRequestWhoseBodyIsStillArrivingIsAnsweredInFull() throws Exception {
        TestRegistry registry = TestRegistry.start(Map.of("ACTION_REGISTRY_BODY_TIMEOUT_SECONDS", "9"));
        try (RawHttp connection = registry.connect()) {
            connection.send(HEAD).send("{");
            // Known to be under way: what came behind it on another connection has been answered.
            registry.http().get("/health/live").expect(200);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(registry::stop);
            awaitRefusal(registry);
            assertThat(stopped).isNotDone();
            connection.send(new String(BODY, StandardCharsets.UTF_8).substring(1));

            connection.answer("PUT", PATH).expect(201);
            stopped.get(5, TimeUnit.SECONDS);
            assertThat(connection.isClosedByServer()).isTrue();
        }
        assertPublished(registry);
    }

    @Test
    void aRequestThatWaitsForTheDatabaseIsAnsweredInFull() throws Exception {
        TestRegistry registry = TestRegistry.start();
        try (RawHttp connection = registry.connect();
                Connection blocker = blockJournal(registry)) {
            connection.send(HEAD).send(BODY);
            awaitBlocked(registry);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(registry::stop);
            awaitRefusal(registry);
            assertThat(stopped).isNotDone();
            blocker.rollback();

            Answer answer = connection.answer("PUT", PATH).expect(201);
            assertThat(answer.json().getBoolean("created")).isTrue();
            stopped.get(5, TimeUnit.SECONDS);
        }
        assertPublished(registry);
    }

    @Test
    void aPlainReadThatWaitsForTheDatabaseIsAnsweredInFullAndSoIsWhatFollowedIt() throws Exception {
        TestRegistry registry = TestRegistry.start(Map.of("ACTION_REGISTRY_CATALOG_CACHE_BYTES", "0"));
        registry.http().published("files.move", "1.0.0", "{}");
        String read = RawHttp.head("GET", PATH, "X-API-Key: " + BOOTSTRAP_KEY);
        try (RawHttp connection = registry.connect();
                Connection blocker = Sql.connect(registry.owner())) {
            blocker.setAutoCommit(false);
            try (Statement statement = blocker.createStatement()) {
                statement.execute("LOCK TABLE action_versions IN ACCESS EXCLUSIVE MODE");
            }
            connection.send(read + read);
            awaitBlocked(registry);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(registry::stop);
            awaitRefusal(registry);
            assertThat(stopped).isNotDone();
            blocker.rollback();

            connection.answer("GET", PATH).expect(200);
            connection.answer("GET", PATH).expect(200);
            stopped.get(5, TimeUnit.SECONDS);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aRequestThatOutlastsTheDrainIsCutOff() throws Exception {
        TestRegistry registry = TestRegistry.start(Map.of("ACTION_REGISTRY_DRAIN_TIMEOUT_SECONDS", "1"));
        try (RawHttp connection = registry.connect();
                Connection blocker = blockJournal(registry)) {
            connection.send(HEAD).send(BODY);
            awaitBlocked(registry);
            Instant start = Instant.now();

            registry.stop();

            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(900), Duration.ofSeconds(6));
            assertThat(connection.isCutOff()).isTrue();
            blocker.rollback();
        }
    }

    @Test
    void anIdleConnectionDoesNotHoldUpTheStop() {
        TestRegistry registry = TestRegistry.start();
        try (RawHttp connection = registry.connect()) {
            connection.get("/health/live").expect(200);
            Instant start = Instant.now();

            registry.stop();

            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
            assertThat(connection.isClosedByServer()).isTrue();
        }
        assertThatThrownBy(registry::connect).isInstanceOf(UncheckedIOException.class);
    }

    /** Holds the row that every writer locks first. */
    private static Connection blockJournal(TestRegistry registry) throws SQLException {
        Connection blocker = Sql.connect(registry.owner());
        blocker.setAutoCommit(false);
        try (Statement statement = blocker.createStatement()) {
            statement.execute("SELECT * FROM journal_head FOR UPDATE");
        }
        return blocker;
    }

    private static void awaitBlocked(TestRegistry registry) {
        String waiting = "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database()"
                + " AND wait_event_type = 'Lock'";
        await(() -> "t".equals(Sql.value(registry.owner(), waiting)));
    }

    private static void awaitRefusal(TestRegistry registry) {
        await(() -> {
            try (RawHttp connection = registry.connect()) {
                // One that was let in at the last moment may stay open and silent: the next one tells.
                return connection.isCutOffWithin(200);
            } catch (UncheckedIOException refused) {
                return true;
            }
        });
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        Instant giveUp = Instant.now().plusSeconds(8);
        while (!condition.holds()) {
            assertThat(Instant.now()).isBefore(giveUp);
        }
    }

    private static void assertPublished(TestRegistry registry) {
        assertThat(Sql.value(registry.owner(), "SELECT count(*) FROM action_versions WHERE name = 'files.move'"))
                .isEqualTo("1");
    }
}
