package org.actionregistry.app;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.PrivateServer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The database goes away, or hangs, and comes back; the registry says so and goes on without being restarted. */
class DatabaseOutageIT {
    private static final PrivateServer DATABASE = TestDatabase.privateServer();
    private static final TestRegistry REGISTRY = TestRegistry.on(
            DATABASE.owner(),
            DATABASE.runtime(),
            Map.of(
                    "ACTION_REGISTRY_DATABASE_CONNECT_TIMEOUT_MS", "1000",
                    "ACTION_REGISTRY_DATABASE_STATEMENT_TIMEOUT_MS", "1000"));
    private static final RegistryHttp HTTP = REGISTRY.http();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @AfterAll
    static void stop() {
        REGISTRY.close();
        DATABASE.close();
    }

    @Test
    void aDatabaseThatIsStoppedIsReportedAndFoundAgain() {
        survives("stopped", DATABASE::stop, DATABASE::start);
    }

    @Test
    void aDatabaseThatHangsIsReportedAndFoundAgain() {
        survives("hanging", DATABASE::pause, DATABASE::resume);
    }

    private static void survives(String name, Runnable outage, Runnable recovery) {
        HTTP.published(name, "1.0.0", "{}");
        String key = HTTP.post("/api-keys", "{\"name\":\"a\",\"role\":\"reader\"}")
                .json()
                .getString("api_key");
        assertThat(checks(HTTP.get("/health/ready").expect(200)))
                .containsEntry("database", "UP")
                .containsEntry("migrations", "UP");

        outage.run();

        Answer ready = HTTP.get("/health/ready").expect(503);
        assertThat(ready.json().getString("status")).isEqualTo("DOWN");
        assertThat(checks(ready)).containsEntry("database", "DOWN").containsEntry("trust-store", "UP");
        HTTP.get("/health/live").expect(200);
        String version = RegistryHttp.version(name, "1.0.0");
        String body = TRUSTED.publishBody("{\"during\":\"the outage\"}");
        assertUnavailable(List.of(
                () -> HTTP.get("/actions"),
                () -> HTTP.get("/actions/" + name),
                () -> HTTP.get(version),
                () -> HTTP.get(version + "/verify"),
                () -> HTTP.get("/api-keys"),
                // Whether a key is good cannot be known now, so neither 401 nor 200 would be true.
                () -> HTTP.as(key).get("/whoami"),
                () -> HTTP.publish(name, "1.0.1", body)));
        HTTP.get("/actions?limit=0").expect(400);

        recovery.run();

        Instant giveUp = Instant.now().plus(PATIENCE);
        while (HTTP.get("/health/ready").status() != 200) {
            assertThat(Instant.now()).as("not ready again").isBefore(giveUp);
        }
        assertThat(HTTP.get(version).expect(200).json().getBoolean("verified")).isTrue();
        assertThat(HTTP.publish(name, "1.0.1", body).status()).isIn(200, 201);
        HTTP.as(key).get("/whoami").expect(200);
        assertThat(Sql.value(DATABASE.owner(), "SELECT count(*) = max(index) + 1 AND min(index) = 0 FROM journal"))
                .isEqualTo("t");
    }

    /** All at once: each may take as long as the server's own bounds are. */
    private static void assertUnavailable(List<Supplier<Answer>> requests) {
        ExecutorService clients = Executors.newFixedThreadPool(requests.size());
        try {
            List<CompletableFuture<Answer>> answers = requests.stream()
                    .map(request -> CompletableFuture.supplyAsync(request, clients))
                    .toList();
            assertThat(answers).allSatisfy(answer -> {
                answer.join().expect(503, "UNAVAILABLE");
                assertThat(Integer.parseInt(answer.join().header("Retry-After")))
                        .isBetween(1, 60);
            });
        } finally {
            clients.shutdown();
        }
    }

    private static Map<String, String> checks(Answer health) {
        return health.json().getJsonArray("checks").stream()
                .map(JsonObject.class::cast)
                .collect(Collectors.toMap(check -> check.getString("id"), check -> check.getString("status")));
    }
}
