package org.actionregistry.app;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.LogAudit;
import org.actionregistry.testing.PrivateServer;
import org.actionregistry.testing.PublishLoad;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.RegistryProcess;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestLog;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that signs its log, while what it stands on gives way. */
class LogFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CLIENTS = 8;
    private static final int SOME = 100;

    private static final TestLog LOG = TestLog.generate();
    private static final PrivateServer SERVER = TestDatabase.privateServer();

    @TempDir
    private Path directory;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static void await(String what, BooleanSupplier condition) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(giveUp);
            Thread.onSpinWait();
        }
    }

    private static void awaitAcknowledged(PublishLoad load, int further) {
        int enough = load.acknowledged().size() + further;
        await(enough + " publishes", () -> load.acknowledged().size() >= enough);
    }

    @Test
    void aDatabaseRestartedUnderLoadLosesNothingThatWasAcknowledged() {
        Map<String, String> settings = new HashMap<>(LOG.settings(directory));
        settings.put("ACTION_REGISTRY_DATABASE_CONNECT_TIMEOUT_MS", "1000");
        settings.put("ACTION_REGISTRY_DATABASE_STATEMENT_TIMEOUT_MS", "1000");
        PublishLoad load = PublishLoad.start("restart", CLIENTS);
        try (TestRegistry registry = TestRegistry.on(SERVER.owner(), SERVER.runtime(), settings)) {
            load.aim(registry.http());
            awaitAcknowledged(load, SOME);
            SERVER.stop();
            int refused = load.refused() + CLIENTS;
            await("503 meanwhile", () -> load.refused() >= refused);
            SERVER.start();
            awaitAcknowledged(load, SOME);
            load.end();

            assertThat(load.unanswered()).isZero();
            LogAudit.of(SERVER.owner(), LOG.policy()).proves(registry.http(), load.acknowledged());
            registry.http().get("/health/ready").expect(200);
        }
    }

    @Test
    void twoServersThatWriteAtOnceGrowOneTree() {
        TestDatabase database = TestDatabase.fresh();
        Map<String, String> settings = LOG.settings(directory);
        PublishLoad toOne = PublishLoad.start("one", CLIENTS);
        PublishLoad toOther = PublishLoad.start("other", CLIENTS);
        try (TestRegistry one = TestRegistry.on(database.owner(), database.runtime(), settings);
                TestRegistry other = TestRegistry.on(database.owner(), database.runtime(), settings)) {
            toOne.aim(one.http());
            toOther.aim(other.http());
            List.of(toOne, toOther).forEach(load -> awaitAcknowledged(load, SOME));
            List.of(toOne, toOther).forEach(PublishLoad::end);

            LogAudit audit = LogAudit.of(database.owner(), LOG.policy());
            assertThat(audit.leaves())
                    .hasSize(
                            toOne.acknowledged().size() + toOther.acknowledged().size());
            audit.proves(other.http(), toOne.acknowledged());
            audit.proves(one.http(), toOther.acknowledged());
        }
    }

    @Test
    void aDatabaseThatIsSetBackIsNeitherWrittenNorSignedByTheRunningServerOrTheNext() {
        TestDatabase database = TestDatabase.fresh();
        Map<String, String> settings = new HashMap<>(LOG.settings(directory));
        settings.put("LOG_STATE_FILE", directory.resolve("log.state").toString());
        try (TestRegistry before = TestRegistry.on(database.owner(), database.runtime(), settings)) {
            before.http().published("kept", "1.0.0", "{}");
        }
        database.backUp();
        try (TestRegistry registry = TestRegistry.on(database.owner(), database.runtime(), settings)) {
            RegistryHttp http = registry.http();
            http.published("lost", "1.0.0", "{}");
            checks(http.get("/health/ready").expect(200), "UP");
            database.restore();

            String body = TRUSTED.publishBody("{\"n\":2}");
            await("halted", () -> {
                Answer refused = http.publish("second.history", "1.0.0", body).expect(503, "UNAVAILABLE");
                return refused.error().getString("message").contains("halted");
            });
            checks(http.get("/health/ready").expect(503), "DOWN");
            http.get(RegistryHttp.version("kept", "1.0.0")).expect(200);
            assertUntouched(database);
        }

        RegistryProcess.Result next = RegistryProcess.run(
                directory, TestRegistry.environment(database.owner(), database.runtime(), settings), "serve");
        assertThat(next.exitCode()).as(next.err()).isEqualTo(3);
        assertThat(next.err().lines().filter(line -> line.startsWith("error: ")))
                .singleElement()
                .asString()
                .contains("log cannot be continued", "set back");
        assertThat(next.err()).doesNotContain("\tat ");
        assertUntouched(database);
    }

    private static void checks(Answer health, String log) {
        assertThat(health.json().getJsonArray("checks").stream()
                        .map(JsonObject.class::cast)
                        .filter(check -> check.getString("id").equals("log")))
                .singleElement()
                .extracting(check -> check.getString("status"))
                .isEqualTo(log);
    }

    private static void assertUntouched(TestDatabase database) {
        assertThat(Sql.value(database.owner(), "SELECT count(*) FROM journal")).isEqualTo("1");
        assertThat(Sql.value(database.owner(), "SELECT max(size) FROM log_checkpoints"))
                .isEqualTo("1");
    }

    @Test
    void aServerThatFindsSomebodyElsesLogOnlyAfterItsStartDoesNotContinueIt() {
        try (TestRegistry theirs = TestRegistry.on(SERVER.owner(), SERVER.runtime(), LOG.settings(directory))) {
            theirs.http().published("theirs", "1.0.0", "{}");
        }
        SERVER.stop();
        Map<String, String> others = TestLog.generate().settings(directory);
        try (TestRegistry registry = TestRegistry.on(SERVER.owner(), SERVER.runtime(), others)) {
            SERVER.start();
            RegistryHttp http = registry.http();
            int entries = LogAudit.of(SERVER.owner(), LOG.policy()).leaves().size();
            await("halted", () -> {
                Answer refused =
                        http.publish("ours", "1.0.0", TRUSTED.publishBody("{}")).expect(503, "UNAVAILABLE");
                String message = refused.error().getString("message");
                return message.contains("halted") && message.contains("not signed by a key");
            });
            checks(http.get("/health/ready").expect(503), "DOWN");
            assertThat(LogAudit.of(SERVER.owner(), LOG.policy()).leaves()).hasSize(entries);
        }
    }
}
