package org.actionregistry.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.TrustedKeyList;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.KeyRequests;
import org.actionregistry.testing.PrivateServer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a registry believes when it starts: configuration and journal, and only both of them together. */
class TrustAtStartIT {
    private static final PrivateServer DATABASE = TestDatabase.privateServer();
    private static final TestSigner TEAM = TestSigner.generate("team-1");
    private static final String VERSION = RegistryHttp.version("files.move", "1.0.0");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestRegistry registry(Map<String, String> settings) {
        return TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), settings);
    }

    @BeforeAll
    static void revokeAConfiguredKey() {
        try (TestRegistry registry = registry(Map.of())) {
            KeyRequests keys = new KeyRequests(registry.http());
            registry.http().published("files.move", "1.0.0", "{}");
            keys.added(TEAM);
            keys.revoke(TRUSTED, "{\"reason\":\"keyCompromise\"}").expect(200);
        }
    }

    @AfterAll
    static void stop() {
        DATABASE.close();
    }

    private static Map<String, String> trusting(TestSigner... signers) {
        List<TrustedKeyList.Entry> entries =
                List.of(signers).stream().map(TestSigner::entry).toList();
        return Map.of("TRUSTED_KEYS_JSON", new String(TrustedKeyList.write(entries), UTF_8));
    }

    @Test
    void anotherKeyUnderAKidOfTheJournalStopsTheStart() {
        assertThatThrownBy(() -> registry(trusting(TestSigner.generate("team-1"))))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("the key team-1 is another one");
    }

    @Test
    void aKeyOfTheJournalUnderAnotherKidStopsTheStart() {
        assertThatThrownBy(() -> registry(trusting(new TestSigner(new KeyId("alias-1"), TEAM.key()))))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("alias-1");
    }

    @Test
    void aRevokedKeyIsNotTrustedAgainForBeingConfigured() {
        try (TestRegistry registry = registry(Map.of())) {
            assertRevoked(registry.http().get(VERSION).expect(200).json());
        }
    }

    private static void assertRevoked(JsonObject version) {
        assertThat(version.getBoolean("verified")).isFalse();
        assertThat(version.getString("verify_error")).isEqualTo("Key revoked");
    }

    /** The configured key was revoked, and a server that has not read this yet must not call its work verified. */
    @Test
    void aServerThatStartsWithoutItsDatabaseTrustsNobodyUntilItIsBack() {
        DATABASE.stop();
        try (TestRegistry registry = registry(Map.of(
                "ACTION_REGISTRY_DATABASE_CONNECT_TIMEOUT_MS", "1000",
                "ACTION_REGISTRY_DATABASE_STATEMENT_TIMEOUT_MS", "1000"))) {
            RegistryHttp http = registry.http();
            assertThat(http.get("/health/ready").expect(503).text()).contains("not known yet which keys were revoked");
            http.get("/keys").expect(503, "UNAVAILABLE");
            DATABASE.start();

            Instant giveUp = Instant.now().plus(PATIENCE);
            Answer answer = http.get(VERSION);
            while (answer.status() != 200) {
                answer.expect(503, "UNAVAILABLE");
                assertThat(Instant.now()).as("still without its keys").isBefore(giveUp);
                answer = http.get(VERSION);
            }
            assertRevoked(answer.json());
            http.get("/keys/" + TEAM.kid()).expect(200);
        }
    }

    /** Nobody could tell it at the start. */
    @Test
    void aContradictionThatIsFoundLaterMakesBothKeysUnknown() {
        DATABASE.stop();
        try (TestRegistry registry = registry(trusting(TestSigner.generate("team-1")))) {
            DATABASE.start();
            Instant giveUp = Instant.now().plus(PATIENCE);
            while (registry.http().get("/keys").status() != 200) {
                assertThat(Instant.now()).as("still without its keys").isBefore(giveUp);
            }
            registry.http().get("/keys/team-1").expect(404, "KEY_NOT_FOUND");
        }
    }

    /** No publish has to come first. */
    @Test
    void aServerThatStartsWithoutItsDatabaseSignsTheLogOnceItIsBack(@TempDir Path directory) throws IOException {
        Path pem = directory.resolve("log.pem");
        Files.writeString(pem, TestSigner.generate("log").key().toPem());
        DATABASE.stop();
        try (TestRegistry registry = registry(Map.of(
                "LOG_ORIGIN", "example.com/late",
                "LOG_SIGNING_KEY_FILE", pem.toString(),
                "ACTION_REGISTRY_DATABASE_CONNECT_TIMEOUT_MS", "1000"))) {
            DATABASE.start();
            Instant giveUp = Instant.now().plus(PATIENCE);
            while (registry.http().get("/log/checkpoint").status() != 200) {
                assertThat(Instant.now()).as("still without a checkpoint").isBefore(giveUp);
            }
        }
    }
}
