package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** With one place for reads and one for writes, and a database that keeps whoever has it waiting. */
class AdmissionIT {
    private static final TestRegistry REGISTRY =
            TestRegistry.start(Map.of("ACTION_REGISTRY_READS_IN_FLIGHT", "1", "ACTION_REGISTRY_WRITES_IN_FLIGHT", "1"));

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RegistryHttp http = REGISTRY.http();

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void readsBeyondTheLimitAreTurnedAwayAtOnceAndTheOthersAreAnswered() throws SQLException {
        try (Connection lock = lock("actions")) {
            // Not what is kept ready to be sent, which takes no place.
            CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> http.get("/actions?q=one"));
            awaitLockWaiters();

            assertTurnedAway(http.get("/actions?q=two"));
            assertTurnedAway(http.get("/actions/files.move"));
            http.get("/health/live").expect(200);
            http.get("/health/ready").expect(200);

            lock.rollback();
            waiting.join().expect(200);
        }
        http.get("/actions").expect(200);
    }

    @Test
    void writesBeyondTheLimitAreTurnedAwayAtOnceWhileReadsGoOn() throws SQLException {
        try (Connection lock = lock("journal_head")) {
            CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> publish("admission.first"));
            awaitLockWaiters();

            assertTurnedAway(publish("admission.second"));
            http.get("/actions").expect(200);

            lock.rollback();
            waiting.join().expect(201);
        }
        publish("admission.third").expect(201);
    }

    @Test
    void aRefusedRequestGivesItsPlaceBack() {
        for (int i = 0; i < 3; i++) {
            http.get("/actions?limit=0").expect(400);
            http.get("/actions/absent.action").expect(404);
        }
        http.get("/actions").expect(200);
    }

    private Answer publish(String name) {
        return http.publish(name, "1.0.0", TRUSTED.publishBody("{\"name\":\"" + name + "\",\"version\":\"1.0.0\"}"));
    }

    private static void assertTurnedAway(Answer answer) {
        answer.expect(503);
        assertThat(answer.json().getJsonObject("error").getString("code")).isEqualTo("UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isIn("1", "2", "3");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }

    /** Ends with the connection, or when that is rolled back. */
    private static Connection lock(String table) throws SQLException {
        Connection connection = Sql.connect(REGISTRY.owner());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    private static void awaitLockWaiters() {
        String waiters = "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                + " WHERE d.datname = current_database() AND NOT l.granted";
        Instant giveUp = Instant.now().plus(PATIENCE);
        while ("0".equals(Sql.value(REGISTRY.owner(), waiters))) {
            assertThat(Instant.now()).as("nobody waits for the lock").isBefore(giveUp);
        }
    }
}
