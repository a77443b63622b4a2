package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.app.OfflineImport;
import org.actionregistry.app.Settings;
import org.actionregistry.signing.ChecksumKey;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.Seal;
import org.actionregistry.testing.KeyRequests;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestLog;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.actionregistry.verification.Seals;
import org.actionregistry.verification.SignedVersion;
import org.actionregistry.verification.VersionVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was verified at its publication is not verified again, by whatever server reads it; and nothing else is believed. */
class SealsIT {
    private static final String SIGNED = "registry_signatures_verified_total ";
    private static final String AS_OWNER_OF_HISTORY = "SET session_replication_role = replica";

    private final TestDatabase database = TestDatabase.fresh();
    private final TestLog log = TestLog.generate();

    @TempDir
    private Path directory;

    @Test
    void aServerThatHasSeenNothingReadsWithoutVerifyingASignature() {
        try (TestRegistry registry = start(log)) {
            publish(registry, "files.move", "{\"name\":\"files.move\",\"version\":\"1.0.0\"}");
            publish(registry, "files.copy", "{\"title\":\"" + "long ".repeat(10_000) + "\"}");
            assertThat(verifications(registry)).isEqualTo(2);
        }
        assertThat(Sql.value(database.owner(), "SELECT count(*) FROM action_versions WHERE octet_length(seal) = 32"))
                .isEqualTo("2");

        try (TestRegistry registry = start(log)) {
            assertThat(verified(registry, "files.move")).isTrue();
            assertThat(verified(registry, "files.copy")).isTrue();
            assertThat(registry.http()
                            .get(RegistryHttp.version("files.move", "1.0.0") + "/verify")
                            .expect(200)
                            .json()
                            .getBoolean("signature_valid"))
                    .isTrue();
            assertThat(registry.http().get("/actions").expect(200).json().getJsonArray("items").stream()
                            .map(item -> ((JsonObject) item)
                                    .getJsonObject("verification")
                                    .getBoolean("verified")))
                    .containsExactly(true, true);
            assertThat(registry
                            .http()
                            .post(
                                    "/actions/fetch",
                                    "{\"coordinates\":[{\"name\":\"files.move\",\"version\":\"1.0.0\"},"
                                            + "{\"name\":\"files.copy\",\"version\":\"1.0.0\"}]}")
                            .expect(200)
                            .json()
                            .getJsonArray("items")
                            .stream()
                            .map(item ->
                                    ((JsonObject) item).getJsonObject("action").getBoolean("verified")))
                    .containsExactly(true, true);
            assertThat(verifications(registry)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NULL",
                "''",
                "decode(repeat('00', 32), 'hex')",
                "seal || '\\x00'",
                "substring(seal FOR 31)",
                "set_byte(seal, 31, get_byte(seal, 31) # 1)",
                "(SELECT seal FROM action_versions WHERE name = 'other.row')",
            })
    void aSealThatIsWrongIsAsGoodAsNone(String seal) {
        try (TestRegistry registry = start(log)) {
            publish(registry, "files.move", "{}");
            publish(registry, "other.row", "{}");
        }
        tamper("UPDATE action_versions SET seal = " + seal + " WHERE name = 'files.move'");

        try (TestRegistry registry = start(log)) {
            assertThat(verified(registry, "files.move")).isTrue();
            assertThat(verifications(registry)).isOne();
        }
    }

    @Test
    void aWholeRowWithItsSealIsNotVerifiedUnderAnotherName() {
        try (TestRegistry registry = start(log)) {
            publish(registry, "swap.a", "{\"name\":\"swap.a\"}");
            publish(registry, "swap.b", "{\"name\":\"swap.b\"}");
        }
        tamper("UPDATE action_versions v SET canonical = o.canonical, hash = o.hash, sig_b64 = o.sig_b64, seal = o.seal"
                + " FROM action_versions o WHERE v.name = 'swap.a' AND o.name = 'swap.b'");

        try (TestRegistry registry = start(log)) {
            assertThat(error(registry, "swap.a")).isEqualTo("Coordinate mismatch");
        }
    }

    @Test
    void whoHasTheDatabaseButNoKeyOfTheLogCannotSealAnything() {
        try (TestRegistry registry = start(log)) {
            publish(registry, "files.move", "{\"title\":\"good\"}");
        }
        byte[] evil = "{\"title\":\"evil\"}".getBytes(StandardCharsets.UTF_8);
        String sig = TestRegistry.STRANGER.sign(evil);
        SignedVersion claim = new SignedVersion(
                Coordinate.parse("files.move", "1.0.0"),
                Digest.of(evil),
                new DetachedSignature("ed25519", TRUSTED.kid().value(), sig),
                TRUSTED.key().publicKey());
        Ed25519PrivateKey own = Ed25519PrivateKey.generate(new SecureRandom());

        for (Seal forged : List.of(
                seal(own.checksumKey(Seals.PURPOSE), claim),
                // A key of the log made for something else.
                seal(log.signer().key().checksumKey("another purpose"), claim))) {
            tamper("UPDATE action_versions SET canonical = '" + new String(evil, StandardCharsets.UTF_8) + "', hash = '"
                    + Digest.of(evil) + "', sig_b64 = '" + sig + "', seal = '\\x"
                    + HexFormat.of().formatHex(forged.bytes()) + "'");
            try (TestRegistry registry = start(log)) {
                assertThat(error(registry, "files.move")).isEqualTo("Bad signature");
            }
        }
    }

    private static Seal seal(ChecksumKey key, SignedVersion claim) {
        return new VersionVerifier(kid -> Optional.empty(), Clock.systemUTC(), new Seals(List.of(key)))
                .seal(claim)
                .orElseThrow();
    }

    @Test
    void aSealSaysNothingOfTheTrustInAKey() {
        TestSigner team = TestSigner.generate("team-1");
        try (TestRegistry registry = start(log)) {
            KeyRequests keys = new KeyRequests(registry.http());
            keys.added(team);
            registry.http()
                    .publish("team.tool", "1.0.0", team.publishBody("{}"))
                    .expect(201);
        }
        try (TestRegistry registry = start(log)) {
            assertThat(verified(registry, "team.tool")).isTrue();
            new KeyRequests(registry.http())
                    .revoke(team, "{\"reason\":\"keyCompromise\"}")
                    .expect(200);
            assertThat(error(registry, "team.tool")).isEqualTo("Key revoked");
            assertThat(verifications(registry)).isZero();
        }
        try (TestRegistry registry = start(log)) {
            assertThat(error(registry, "team.tool")).isEqualTo("Key revoked");
            assertThat(verifications(registry)).isZero();
        }
    }

    @Test
    void whileOneLogKeyTakesOverFromAnotherTheSealsOfBothAreBelieved() {
        TestLog next = TestLog.generate();
        String files = keyFile(log);
        String nextFile = keyFile(next);
        try (TestRegistry registry = start(log)) {
            publish(registry, "old.tool", "{}");
        }
        try (TestRegistry registry = start(signedBy(nextFile + "," + files))) {
            assertThat(verified(registry, "old.tool")).isTrue();
            assertThat(verifications(registry)).isZero();
            publish(registry, "new.tool", "{}");
        }
        try (TestRegistry registry = start(signedBy(nextFile))) {
            assertThat(verified(registry, "new.tool")).isTrue();
            assertThat(verifications(registry)).as("sealed under the first key").isZero();
            assertThat(verified(registry, "old.tool")).isTrue();
            assertThat(verifications(registry)).as("the old key is gone").isOne();
        }
    }

    @Test
    void withoutALogKeyNothingIsSealedAndEverythingIsVerifiedAsBefore() {
        try (TestRegistry registry = start(log)) {
            publish(registry, "sealed.tool", "{}");
        }
        try (TestRegistry registry = start(Map.of())) {
            publish(registry, "plain.tool", "{\"title\":\"plain\"}");
            assertThat(verified(registry, "sealed.tool")).isTrue();
            assertThat(verified(registry, "plain.tool")).isTrue();
            assertThat(verifications(registry)).isEqualTo(2);
        }
        assertThat(Sql.value(database.owner(), "SELECT string_agg(name, ',') FROM action_versions WHERE seal IS NULL"))
                .isEqualTo("plain.tool");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anImportSealsWhatItHasVerifiedAndOnlyThat(boolean allowUnverified) throws IOException {
        String lines = line(TRUSTED.record("good.tool", "1.0.0", "{}").toLine())
                + line(TestRegistry.STRANGER
                        .record("strange.tool", "1.0.0", "{}")
                        .toLine())
                + "{\"name\":\"bad.tool\",\"version\":\"1.0.0\",\"schema\":{},\"hash\":\"" + TestSigner.hash("{}")
                + "\",\"signature\":{\"alg\":\"ed25519\",\"kid\":\"" + TRUSTED.kid() + "\",\"sig\":\""
                + TRUSTED.sign(new byte[] {1}) + "\"}}\n";
        Settings settings = Settings.load(
                TestRegistry.environment(database.owner(), database.runtime(), log.settings(directory)),
                Optional.empty());
        try (OfflineImport run = OfflineImport.open(settings, allowUnverified)) {
            run.run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), outcome -> {});
        }

        assertThat(Sql.value(
                        database.owner(),
                        "SELECT string_agg(name || ':' || (seal IS NOT NULL), ',' ORDER BY name) FROM action_versions"))
                .isEqualTo(allowUnverified ? "bad.tool:false,good.tool:true,strange.tool:false" : "good.tool:true");
        try (TestRegistry registry = start(log)) {
            assertThat(verified(registry, "good.tool")).isTrue();
            assertThat(verifications(registry)).isZero();
        }
    }

    private static String line(byte[] record) {
        return new String(record, StandardCharsets.UTF_8).strip() + "\n";
    }

    private TestRegistry start(TestLog signer) {
        return start(signer.settings(directory));
    }

    private TestRegistry start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        // Each read reads.
        all.put("ACTION_REGISTRY_CATALOG_CACHE_BYTES", "0");
        return TestRegistry.on(database.owner(), database.runtime(), all);
    }

    private String keyFile(TestLog signer) {
        return Objects.requireNonNull(signer.settings(directory).get("LOG_SIGNING_KEY_FILE"));
    }

    private Map<String, String> signedBy(String files) {
        Map<String, String> settings = new HashMap<>(log.settings(directory));
        settings.put("LOG_SIGNING_KEY_FILE", files);
        return settings;
    }

    private static void publish(TestRegistry registry, String name, String manifest) {
        registry.http().published(name, "1.0.0", manifest);
    }

    private static boolean verified(TestRegistry registry, String name) {
        return version(registry, name).getBoolean("verified");
    }

    private static String error(TestRegistry registry, String name) {
        JsonObject version = version(registry, name);
        assertThat(version.getBoolean("verified")).isFalse();
        return version.getString("verify_error");
    }

    private static JsonObject version(TestRegistry registry, String name) {
        return registry.http()
                .get(RegistryHttp.version(name, "1.0.0"))
                .expect(200)
                .json();
    }

    private static long verifications(TestRegistry registry) {
        return (long) Double.parseDouble(registry.http()
                .get("/metrics")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(SIGNED))
                .findFirst()
                .orElseThrow()
                .substring(SIGNED.length()));
    }

    private void tamper(String sql) {
        Sql.run(database.owner(), AS_OWNER_OF_HISTORY + "; " + sql);
    }
}
