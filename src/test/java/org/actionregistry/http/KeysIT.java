package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.ALSO_TRUSTED;
import static org.actionregistry.testing.TestRegistry.STRANGER;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.actionregistry.signing.KeyChallenge;
import org.actionregistry.signing.KeyId;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.KeyRequests;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of signing keys, through two servers of one registry. */
class KeysIT {
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final TestRegistry ONE = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final TestRegistry OTHER = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final RegistryHttp HTTP = ONE.http();
    private static final KeyRequests KEYS = new KeyRequests(HTTP);
    private static final String ANYTHING = "{\"title\":\"x\"}";

    @AfterAll
    static void stop() {
        ONE.close();
        OTHER.close();
    }

    private static JsonObject verdict(String name) {
        return HTTP.get(RegistryHttp.version(name, "1.0.0") + "/verify")
                .expect(200)
                .json();
    }

    private static JsonObject version(String name) {
        return HTTP.get(RegistryHttp.version(name, "1.0.0")).expect(200).json();
    }

    private static void publish(String name, TestSigner signer) {
        HTTP.publish(name, "1.0.0", signer.publishBody(ANYTHING)).expect(201);
    }

    @Test
    void whatAKeySignedStaysVerifiedWhenItIsRetiredAndNothingIsPublishedWithItAnyMore() {
        TestSigner team = TestSigner.generate("retiring-1");
        HTTP.publish("retiring.early", "1.0.0", team.publishBody(ANYTHING)).expect(422, "KEY_UNKNOWN");
        assertThat(KEYS.added(team).header("Location")).isEqualTo("/keys/retiring-1");
        publish("retiring.action", team);
        assertThat(version("retiring.action").getString("key_status")).isEqualTo("active");

        Answer retired = KEYS.retire(team).expect(200);

        assertThat(retired.json().getString("state")).isEqualTo("retired");
        assertThat(version("retiring.action").getBoolean("verified")).isTrue();
        assertThat(version("retiring.action").getString("key_status")).isEqualTo("retired");
        JsonObject verdict = verdict("retiring.action");
        assertThat(verdict.getBoolean("signature_valid")).isTrue();
        assertThat(verdict.getString("key_at_signing")).isEqualTo("active");
        assertThat(verdict.getString("key_now")).isEqualTo("retired");
        assertThat(verdict.getString("reason")).contains("retired");
        HTTP.publish("retiring.late", "1.0.0", team.publishBody(ANYTHING)).expect(422, "KEY_NOT_ACTIVE");
        KEYS.retire(team).expect(409, "KEY_STATE_CONFLICT");
    }

    @Test
    void aCompromisedKeyVouchesForNothing() {
        TestSigner team = TestSigner.generate("leaked-1");
        KEYS.added(team);
        publish("leaked.action", team);

        KEYS.revoke(team, "{\"reason\":\"keyCompromise\"}").expect(200);

        JsonObject version = version("leaked.action");
        assertThat(version.getBoolean("verified")).isFalse();
        assertThat(version.getString("verify_error")).isEqualTo("Key revoked");
        JsonObject verdict = verdict("leaked.action");
        assertThat(verdict.getBoolean("signature_valid")).isTrue();
        assertThat(verdict.getString("key_at_signing")).isEqualTo("active");
        assertThat(verdict.getString("key_now")).isEqualTo("revoked");
        assertThat(verdict.getJsonObject("checks").getBoolean("key")).isFalse();
        HTTP.publish("leaked.late", "1.0.0", team.publishBody(ANYTHING)).expect(422, "KEY_NOT_ACTIVE");
    }

    @Test
    void aRevocationWithoutAReasonCountsAsACompromise() {
        TestSigner team = TestSigner.generate("unspecified-1");
        KEYS.added(team);
        publish("unspecified.action", team);

        assertThat(KEYS.revoke(team, "{}").expect(200).json().getString("revocation_reason"))
                .isEqualTo("unspecified");

        assertThat(version("unspecified.action").getString("verify_error")).isEqualTo("Key revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"superseded", "cessationOfOperation"})
    void anOrderlyRevocationLeavesWhatWasSignedVerified(String reason) {
        TestSigner team = TestSigner.generate("orderly-" + reason);
        String name = "orderly." + reason.toLowerCase(Locale.ROOT);
        KEYS.added(team);
        publish(name, team);

        KEYS.revoke(team, "{\"reason\":\"" + reason + "\"}").expect(200);
        assertThat(version(name).getBoolean("verified")).isTrue();
        assertThat(version(name).getString("key_status")).isEqualTo("revoked");

        KEYS.revoke(team, "{\"reason\":\"keyCompromise\"}").expect(200);
        assertThat(version(name).getBoolean("verified"))
                .as("it turns out to be worse")
                .isFalse();
        KEYS.revoke(team, "{\"reason\":\"" + reason + "\"}").expect(409, "KEY_STATE_CONFLICT");
    }

    @Test
    void whatWasPublishedBeforeTheCompromiseStands() {
        TestSigner team = TestSigner.generate("partly-1");
        KEYS.added(team);
        publish("partly.before", team);
        Instant before = Instant.parse(version("partly.before").getString("created_at"));
        publish("partly.after", team);

        KEYS.revoke(team, "{\"reason\":\"keyCompromise\",\"compromised_since\":\"" + before.plusNanos(1000) + "\"}")
                .expect(200);
        assertThat(version("partly.before").getBoolean("verified")).isTrue();
        assertThat(version("partly.after").getBoolean("verified")).isFalse();

        KEYS.revoke(team, "{\"reason\":\"keyCompromise\",\"compromised_since\":\"" + before + "\"}")
                .expect(200);
        assertThat(version("partly.before").getBoolean("verified"))
                .as("from that very moment on")
                .isFalse();
    }

    @Test
    void aConfiguredKeyIsRetiredThroughTheApiToo() {
        assertThat(HTTP.get("/keys/" + ALSO_TRUSTED.kid()).json().getString("source"))
                .isEqualTo("configuration");
        publish("configured.action", ALSO_TRUSTED);

        KEYS.retire(ALSO_TRUSTED).expect(200);

        assertThat(version("configured.action").getBoolean("verified")).isTrue();
        HTTP.publish("configured.late", "1.0.0", ALSO_TRUSTED.publishBody(ANYTHING))
                .expect(422, "KEY_NOT_ACTIVE");
        try (TestRegistry restarted = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of())) {
            assertThat(restarted
                            .http()
                            .get("/keys/" + ALSO_TRUSTED.kid())
                            .json()
                            .getString("state"))
                    .isEqualTo("retired");
        }
    }

    @Test
    void aKeyBornWithAWindowSignsWithinItOnly() {
        TestSigner early = TestSigner.generate("early-1");
        String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
        JsonObject body = KeyRequests.addition(early, KEYS.challenge(early)).put("not_before", tomorrow);

        assertThat(HTTP.post("/keys", body.encode()).expect(201).json().getString("state"))
                .isEqualTo("not_yet_valid");

        Answer refused = HTTP.publish("early.action", "1.0.0", early.publishBody(ANYTHING))
                .expect(422, "KEY_NOT_ACTIVE");
        assertThat(refused.details().getString("state")).isEqualTo("not_yet_valid");
    }

    @Test
    void aChallengeIssuedByOneServerIsAnsweredAtTheOtherAndOnlyOnce() {
        TestSigner team = TestSigner.generate("moving-1");
        KeyChallenge challenge = KEYS.challenge(team);
        KeyRequests elsewhere = new KeyRequests(OTHER.http());
        elsewhere.add(team, challenge).expect(201);
        elsewhere.add(team, challenge).expect(409, "KEY_EXISTS");
        // This server may not have heard of the key yet; then it is the challenge that is gone.
        assertThat(KEYS.add(team, challenge).code()).isIn("KEY_EXISTS", "CHALLENGE_INVALID");

        TestSigner wrong = TestSigner.generate("moving-2");
        KeyChallenge burnt = KEYS.challenge(wrong);
        JsonObject forged = KeyRequests.addition(wrong, burnt).put("signature", burnt.sign(STRANGER.key()));
        HTTP.post("/keys", forged.encode()).expect(422, "SIGNATURE_INVALID");
        KEYS.add(wrong, burnt).expect(422, "CHALLENGE_INVALID");
        HTTP.get("/keys/moving-2").expect(404, "KEY_NOT_FOUND");
    }

    @Test
    void aChallengeIsGoodForItsKeyAndItsTimeOnly() {
        TestSigner team = TestSigner.generate("bound-1");
        TestSigner sameName = TestSigner.generate("bound-1");
        TestSigner sameKey = new TestSigner(new KeyId("bound-2"), team.key());
        KEYS.add(sameName, KEYS.challenge(team)).expect(422, "CHALLENGE_INVALID");
        KEYS.add(sameKey, KEYS.challenge(team)).expect(422, "CHALLENGE_INVALID");
        KEYS.add(team, new KeyChallenge(team.kid(), team.key().publicKey(), new byte[32], Instant.now()))
                .expect(422, "CHALLENGE_INVALID");

        KeyChallenge stale = KEYS.challenge(team);
        Sql.run(DATABASE.owner(), "UPDATE key_challenges SET expires_at = clock_timestamp() WHERE kid = 'bound-1'");
        KEYS.add(team, stale).expect(422, "CHALLENGE_INVALID");
        KEYS.added(team);
        assertThat(Sql.value(DATABASE.owner(), "SELECT count(*) FROM key_challenges WHERE kid = 'bound-1'"))
                .as("what has expired is removed with the next challenge")
                .isEqualTo("0");
    }

    @Test
    void aKeyIdAndAPublicKeyAreUsedOnceAndNeverLookAlike() {
        TestSigner team = TestSigner.generate("unique-1");
        KEYS.added(team);
        KEYS.revoke(team, "{}").expect(200);
        TestSigner shouting = TestSigner.generate("UNIQUE-1");
        TestSigner renamed = new TestSigner(new KeyId("unique-2"), team.key());
        TestSigner asConfigured = new TestSigner(new KeyId("unique-3"), TRUSTED.key());

        for (TestSigner taken : new TestSigner[] {team, shouting, renamed, asConfigured, TRUSTED}) {
            HTTP.post(
                            "/key-challenges",
                            KeyRequests.candidate(
                                            taken.kid().value(),
                                            taken.key().publicKey().toString())
                                    .encode())
                    .expect(409, "KEY_EXISTS");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "base64:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "base64:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "base64:7P///////////////////////////////////////38=",
        "base64:xxdqcD1N2E+6PAt2DRBnDyogU/osOczGTsfXdi+SqHo=",
        "base64:AAAA",
        "not base64",
        "' OR 1=1 --",
    })
    void aWeakOrMalformedKeyIsRefused(String publicKey) {
        Answer refused = HTTP.post(
                        "/key-challenges",
                        KeyRequests.candidate("weak-1", publicKey).encode())
                .expect(400, "BAD_REQUEST");
        assertThat(refused.violatedPaths()).containsExactly("/public_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "x'; DROP TABLE trusted_keys; --", "dеv-root-1", "a\nb", "-x", "a/../b"})
    void aKeyIdIsPlainAscii(String kid) {
        HTTP.post(
                        "/key-challenges",
                        KeyRequests.candidate(kid, STRANGER.key().publicKey().toString())
                                .encode())
                .expect(400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reason\":\"boredom\"} | /reason",
                "{\"reason\":\"superseded\",\"compromised_since\":\"2026-01-01T00:00:00Z\"} | /compromised_since",
                "{\"reason\":\"keyCompromise\",\"compromised_since\":\"2999-01-01T00:00:00Z\"} | /compromised_since",
                "{\"reason\":\"keyCompromise\",\"compromised_since\":\"' OR 1=1\"} | /compromised_since",
                "{\"why\":\"x\"} | /why",
            })
    void aRevocationThatContradictsItselfIsRefused(String body, String place) {
        assertThat(KEYS.revoke(TRUSTED, body).expect(400, "BAD_REQUEST").violatedPaths())
                .containsExactly(place);
        assertThat(HTTP.get("/keys/" + TRUSTED.kid()).json().getString("state")).isEqualTo("active");
    }

    @Test
    void aSignatureProvesNothingUnderAnotherCoordinate() {
        TestSigner team = TestSigner.generate("replay-1");
        KEYS.added(team);
        String named = team.publishBody("{\"name\":\"replay.own\",\"version\":\"1.0.0\"}");
        HTTP.publish("replay.own", "1.0.0", named).expect(201);

        HTTP.publish("replay.other", "1.0.0", named).expect(422, "COORDINATE_MISMATCH");
        HTTP.publish("replay.own", "1.0.1", named).expect(422, "COORDINATE_MISMATCH");
    }

    @Test
    void whoChangedAKeyIsAudited() {
        TestSigner team = TestSigner.generate("audited-1");
        KEYS.added(team);
        KEYS.retire(team).expect(200);
        KEYS.revoke(team, "{}").expect(200);
        assertThat(Sql.value(
                        DATABASE.owner(),
                        "SELECT string_agg(operation || ' ' || principal || ' ' || status, ', ' ORDER BY id)"
                                + " FROM audit WHERE kid = 'audited-1' AND log_index IS NOT NULL"))
                .isEqualTo("addKey bootstrap 201, retireKey bootstrap 200, revokeKey bootstrap 200");
    }

    @Test
    void aReadOnlyRegistryChangesNoKey() {
        try (TestRegistry copy =
                TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of("ACTION_REGISTRY_READ_ONLY", "true"))) {
            KeyRequests keys = new KeyRequests(copy.http());
            keys.retire(TRUSTED).expect(403, "READ_ONLY");
            keys.revoke(TRUSTED, "{}").expect(403, "READ_ONLY");
            copy.http()
                    .post(
                            "/key-challenges",
                            KeyRequests.candidate(
                                            "x", STRANGER.key().publicKey().toString())
                                    .encode())
                    .expect(403, "READ_ONLY");
            copy.http().get("/keys").expect(200);
        }
    }
}
