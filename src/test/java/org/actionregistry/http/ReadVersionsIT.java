package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.actionregistry.signing.Digest;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /actions/{name}} and everything that is read below it. */
class ReadVersionsIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();

    /** Spelled as nobody canonical would: order, spacing, escapes, numbers. */
    private static final String MANIFEST =
            "{ \"version\":\"1.4.0\", \"title\":\"\\u004dove \\ud83d\\ude80\",\"name\":\"files.move\",\n"
                    + "\"ext\":{\"org.example\":{\"n\":1.0e2,\"tiny\":1E-7,\"big\":1e21,\"u\":\"a\\u0000b\"}},"
                    + "\"tags\":[\"storage\"],\"input\":{\"type\":\"object\"}}";

    private static final String DIGEST = TestSigner.hash(MANIFEST);

    @BeforeAll
    static void publish() {
        HTTP.published("files.move", "1.4.0", MANIFEST);
        for (String version : List.of("1.0.0", "1.10.0", "1.9.0", "2.0.0-rc.1", "2.0.0-rc.10", "2.0.0-rc.2")) {
            HTTP.published("files.move", version, "{\"version\":\"" + version + "\"}");
        }
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void theHeaderListsVersionsInPrecedenceAndNamesTheLatest() {
        JsonObject header = HTTP.get("/actions/files.move").expect(200).json();

        assertThat(header.getString("latest_version")).isEqualTo("1.10.0");
        assertThat(header.getJsonObject("dist_tags")).isEqualTo(new JsonObject().put("latest", "1.10.0"));
        assertThat(header.getInteger("version_count")).isEqualTo(7);
        assertThat(versions(header, "versions"))
                .containsExactly("1.0.0", "1.4.0", "1.9.0", "1.10.0", "2.0.0-rc.1", "2.0.0-rc.2", "2.0.0-rc.10");
        assertThat(header.getJsonArray("versions").getJsonObject(1).getString("hash"))
                .isEqualTo(DIGEST);
    }

    @Test
    void theVersionListIsPagedInPrecedence() {
        List<String> seen = new ArrayList<>();
        Optional<String> path = Optional.of("/actions/files.move/versions?limit=3");
        while (path.isPresent()) {
            Answer page = HTTP.get(path.get()).expect(200);
            seen.addAll(versions(page.json(), "items"));
            Optional<String> cursor = Optional.ofNullable(page.json().getString("next_cursor"));
            path = cursor.map(next -> "/actions/files.move/versions?limit=3&cursor=" + next);
            assertThat(page.headers().firstValue("Link")).isEqualTo(path.map(next -> "<" + next + ">; rel=\"next\""));
        }
        assertThat(seen)
                .containsExactly("1.0.0", "1.4.0", "1.9.0", "1.10.0", "2.0.0-rc.1", "2.0.0-rc.2", "2.0.0-rc.10");
    }

    @Test
    void aVersionIsServedWithItsCanonicalBytesAndTheVerdictOnThem() {
        Answer answer = HTTP.get("/actions/files.move/versions/1.4.0").expect(200);

        String canonical = new String(TestSigner.canonical(MANIFEST), StandardCharsets.UTF_8);
        assertThat(answer.text()).contains(",\"schema\":" + canonical + ",\"hash\":\"" + DIGEST + "\"");
        JsonObject version = answer.json();
        assertThat(version.getString("name")).isEqualTo("files.move");
        assertThat(version.getString("version")).isEqualTo("1.4.0");
        assertThat(version.getBoolean("verified")).isTrue();
        assertThat(version.containsKey("verify_error")).isFalse();
        assertThat(version.getString("status")).isEqualTo("active");
        assertThat(version.getInteger("log_index")).isZero();
        assertThat(version.getJsonObject("signature").getString("kid")).isEqualTo("test-root-1");
    }

    @Test
    void theVerdictAloneNamesEachCheck() {
        JsonObject verdict = HTTP.get("/actions/files.move/versions/1.4.0/verify")
                .expect(200)
                .json();

        assertThat(verdict.getBoolean("verified")).isTrue();
        assertThat(verdict.getString("alg")).isEqualTo("ed25519");
        assertThat(verdict.getString("kid")).isEqualTo("test-root-1");
        assertThat(verdict.getString("hash")).isEqualTo(DIGEST);
        assertThat(verdict.getJsonObject("checks").getMap())
                .containsOnlyKeys("hash", "key", "signature", "coordinate")
                .containsValues(true)
                .doesNotContainValue(false);
    }

    @Test
    void aDigestServesTheSignedBytesThemselves() {
        Answer answer = HTTP.get("/digests/" + DIGEST).expect(200);

        Digest received = Digest.of(answer.body());
        assertThat(received).hasToString(DIGEST);
        assertThat(answer.header("Repr-Digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(received.bytes()) + ":");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
        assertThat(answer.header("ETag")).isEqualTo("\"" + DIGEST + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/actions/files.absent, ACTION_NOT_FOUND",
        "/actions/files.absent/versions, ACTION_NOT_FOUND",
        "/actions/files.absent/versions/1.0.0, ACTION_NOT_FOUND",
        "/actions/files.absent/versions/1.0.0/verify, ACTION_NOT_FOUND",
        "/actions/files.move/versions/9.9.9, VERSION_NOT_FOUND",
        "/actions/files.move/versions/2.0.0-RC.1, VERSION_NOT_FOUND",
        "/actions/files.move/versions/9.9.9/verify, VERSION_NOT_FOUND",
        "/digests/sha256:0000000000000000000000000000000000000000000000000000000000000000, DIGEST_NOT_FOUND",
        "/nothing/here, ROUTE_NOT_FOUND",
        "/, ROUTE_NOT_FOUND",
        "/actions/, ROUTE_NOT_FOUND",
        "/actions//versions, ROUTE_NOT_FOUND",
        "/actions/files.move/versions/, ROUTE_NOT_FOUND",
        "/docs/nothing.js, ROUTE_NOT_FOUND",
    })
    void whatIsNotThereIsNamed(String path, String code) {
        HTTP.get(path).expect(404, code);
    }

    private static List<String> versions(JsonObject json, String member) {
        return json.getJsonArray(member).stream()
                .map(line -> ((JsonObject) line).getString("version"))
                .toList();
    }
}
