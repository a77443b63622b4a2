package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.ALSO_TRUSTED;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PUT /actions/{name}/versions/{version}} where it is accepted, or meets what is published. */
class PublishIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();

    /** The largest canonical form of a manifest, in bytes. */
    private static final int LARGEST = 256 * 1024;

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void aNewVersionIsCreatedWhereTheAnswerSays() {
        Answer created = HTTP.publish("new.action", "1.0.0", TRUSTED.publishBody("{\"tags\":[\"a\"]}"))
                .expect(201);

        assertThat(created.json().getBoolean("created")).isTrue();
        assertThat(created.json().getString("kid")).isEqualTo("test-root-1");
        JsonObject stored = HTTP.get(created.header("Location")).expect(200).json();
        assertThat(stored.getString("hash")).isEqualTo(created.json().getString("hash"));
        assertThat(stored.getInteger("log_index")).isEqualTo(created.json().getInteger("log_index"));
        assertThat(stored.getString("created_at")).isEqualTo(created.json().getString("created_at"));
        assertThat(stored.getBoolean("verified")).isTrue();
    }

    @Test
    void theSameManifestAgainInAnySpellingChangesNothing() {
        Answer first = HTTP.published("again.action", "1.0.0", "{\"a\":100,\"b\":\"x\"}");

        Answer again = HTTP.publish("again.action", "1.0.0", TRUSTED.publishBody("{ \"b\":\"\\u0078\", \"a\":1e2 }"))
                .expect(200);

        JsonObject unchanged = first.json().put("created", false);
        assertThat(again.json()).isEqualTo(unchanged);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(HTTP.get("/actions/again.action").json().getInteger("version_count"))
                .isOne();
    }

    @Test
    void otherContentUnderATakenCoordinateIsRefusedWithBothDigests() {
        HTTP.published("taken.action", "1.0.0", "{\"a\":1}");

        Answer refused = HTTP.publish("taken.action", "1.0.0", TRUSTED.publishBody("{\"a\":2}"))
                .expect(409, "VERSION_EXISTS");

        assertThat(refused.details().getString("published_hash")).isEqualTo(TestSigner.hash("{\"a\":1}"));
        assertThat(refused.details().getString("submitted_hash")).isEqualTo(TestSigner.hash("{\"a\":2}"));
        assertThat(HTTP.get("/actions/taken.action/versions/1.0.0").json().getString("hash"))
                .isEqualTo(TestSigner.hash("{\"a\":1}"));
    }

    @Test
    void theSameContentByAnotherSignerIsRefusedNamingBoth() {
        HTTP.published("signed.action", "1.0.0", "{}");

        Answer refused = HTTP.publish("signed.action", "1.0.0", ALSO_TRUSTED.publishBody("{}"))
                .expect(409, "VERSION_EXISTS");

        assertThat(refused.details().getMap())
                .containsEntry("published_kid", "test-root-1")
                .containsEntry("submitted_kid", "test-root-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"similar_name.action", "similar-name-action", "similar.name.action"})
    void aNameThatDiffersOnlyInItsSeparatorsIsTooSimilar(String name) {
        HTTP.publish("similar-name.action", "1.0.0", TRUSTED.publishBody("{}"));

        Answer refused = HTTP.publish(name, "1.0.0", TRUSTED.publishBody("{}")).expect(409, "NAME_TOO_SIMILAR");

        assertThat(refused.details().getString("taken")).isEqualTo("similar-name.action");
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndWritesNothing() {
        String journal = journalLength();
        String body = TRUSTED.publishBody("{\"a\":1}");
        String dryRun = "/actions/dry.action/versions/1.0.0?dry_run=true";

        JsonObject would = HTTP.put(dryRun, body).expect(200).json();

        assertThat(would.getMap()).containsEntry("created", true).containsEntry("dry_run", true);
        assertThat(would.getMap()).doesNotContainKeys("log_index", "created_at");
        assertThat(journalLength()).isEqualTo(journal);
        HTTP.get("/actions/dry.action").expect(404, "ACTION_NOT_FOUND");

        HTTP.publish("dry.action", "1.0.0", body).expect(201);
        assertThat(HTTP.put(dryRun, body).expect(200).json().getBoolean("created"))
                .isFalse();
        HTTP.put(dryRun, TRUSTED.publishBody("{\"a\":2}")).expect(409, "VERSION_EXISTS");
        HTTP.put("/actions/dry_action/versions/1.0.0?dry_run=true", body).expect(409, "NAME_TOO_SIMILAR");
    }

    @Test
    void anEscapedNulInsideAStringIsKept() {
        String manifest = "{\"description\":\"a\\u0000b\",\"tags\":[\"\\u0000\"],\"x\\u0000y\":1}";
        HTTP.published("nul.action", "1.0.0", manifest);

        assertThat(HTTP.get("/digests/" + TestSigner.hash(manifest)).body()).isEqualTo(TestSigner.canonical(manifest));
        assertThat(HTTP.get("/actions/nul.action/versions/1.0.0").json().getBoolean("verified"))
                .isTrue();
    }

    @Test
    void aManifestOfExactlyTheLimitIsStoredAndOneByteMoreIsNot() {
        String largest = "{\"x\":\"" + "a".repeat(LARGEST - 8) + "\"}";
        assertThat(TestSigner.canonical(largest)).hasSize(LARGEST);
        HTTP.published("large.action", "1.0.0", largest);
        assertThat(HTTP.get("/digests/" + TestSigner.hash(largest)).body()).hasSize(LARGEST);

        Answer refused = HTTP.publish(
                        "large.action", "1.0.1", TRUSTED.publishBody("{\"x\":\"" + "a".repeat(LARGEST - 7) + "\"}"))
                .expect(413, "PAYLOAD_TOO_LARGE");

        assertThat(refused.error().getString("message")).contains("/schema", "262144", "262145");
    }

    @Test
    void aManifestMayNest64LevelsDeepAndNotOneMore() {
        String manifest = nested(64);
        HTTP.published("deep.action", "1.0.0", manifest);
        assertThat(HTTP.get("/actions/deep.action/versions/1.0.0").text())
                .contains(new String(TestSigner.canonical(manifest), StandardCharsets.UTF_8));

        Answer refused = HTTP.publish(
                        "deep.action", "1.0.1", TestSigner.body(nested(65), "test-root-1", TRUSTED.sign(new byte[0])))
                .expect(400, "INVALID_JSON");
        assertThat(refused.violatedPaths().get(0)).startsWith("/schema/a/0/0");
    }

    @ParameterizedTest
    @CsvSource({
        "1E2, 100",
        "-0.0, 0",
        "1.50, 1.5",
        "1e21, 1e+21",
        "5e-324, 5e-324",
        "9007199254740991, 9007199254740991"
    })
    void numbersAreServedInTheirCanonicalForm(String spelled, String canonical) {
        String name = "number" + Integer.toHexString(spelled.hashCode());
        HTTP.published(name, "1.0.0", "{\"n\":" + spelled + "}");
        assertThat(HTTP.get(RegistryHttp.version(name, "1.0.0")).text())
                .contains("\"schema\":{\"n\":" + canonical + "}");
    }

    @Test
    void aSignatureMayBeSentWithoutThePrefix() {
        String prefixed = TRUSTED.sign(TestSigner.canonical("{}"));
        HTTP.publish(
                        "bare.action",
                        "1.0.0",
                        TestSigner.body("{}", "test-root-1", prefixed.substring("base64:".length())))
                .expect(201);
        assertThat(HTTP.get("/actions/bare.action/versions/1.0.0/verify").json().getBoolean("verified"))
                .isTrue();
    }

    @Test
    void anActionPublishedBetweenPagesNeitherRepeatsNorHidesOthers() {
        HTTP.published("pages.b", "1.0.0", "{}");
        HTTP.published("pages.d", "1.0.0", "{}");
        JsonObject page = HTTP.get("/actions?limit=1&namespace=pages").json();
        HTTP.published("pages.a", "1.0.0", "{}");
        HTTP.published("pages.c", "1.0.0", "{}");

        JsonObject next = HTTP.get("/actions?limit=5&namespace=pages&cursor=" + page.getString("next_cursor"))
                .json();

        assertThat(next.getJsonArray("items").stream().map(item -> ((JsonObject) item).getString("name")))
                .containsExactly("pages.c", "pages.d");
    }

    @Test
    void theJournalHoldsTheVersionAndNothingElse() {
        Map<String, Object> receipt =
                HTTP.published("journal.action", "1.0.0", "{}").json().getMap();
        String where = " FROM journal WHERE index = " + receipt.get("log_index");
        assertThat(Sql.value(REGISTRY.owner(), "SELECT body->>'name' || '@' || (body->>'version')" + where))
                .isEqualTo("journal.action@1.0.0");
        assertThat(Sql.value(REGISTRY.owner(), "SELECT body->>'hash'" + where)).isEqualTo(receipt.get("hash"));
    }

    /** An object that holds an array that holds an array and so on, {@code depth} levels with the object. */
    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    private static String journalLength() {
        return String.valueOf(Sql.value(REGISTRY.owner(), "SELECT count(*) FROM journal"));
    }
}
