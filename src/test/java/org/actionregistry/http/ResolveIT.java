package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /actions/{name}/resolve} and {@code /resolve}. */
class ResolveIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();

    @BeforeAll
    static void publish() {
        publish(
                "r.main",
                "0.9.0",
                "1.0.0",
                "1.2.0",
                "1.2.1",
                "1.3.0",
                "1.4.0-rc.1",
                "1.4.0-rc.2",
                "2.0.0",
                "10.0.0-rc.1");
        status("r.main", "1.3.0", "yanked");
        status("r.main", "1.2.1", "deprecated");
        publish("r.gone", "1.0.0");
        status("r.gone", "1.0.0", "yanked");
        publish("r.early", "1.0.0-a", "1.0.0-b");
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    private static void publish(String name, String... versions) {
        for (String version : versions) {
            HTTP.published(name, version, "{\"description\":\"" + version + "\"}");
        }
    }

    private static void status(String name, String version, String status) {
        HTTP.patch(
                        RegistryHttp.version(name, version) + "/status",
                        new JsonObject()
                                .put("status", status)
                                .put("reason", "because")
                                .encode())
                .expect(200);
    }

    private static Answer range(String name, String range) {
        return HTTP.get("/actions/" + name + "/resolve?range="
                + URLEncoder.encode(range, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private static String skipped(JsonObject answer) {
        return answer.getJsonArray("skipped").stream()
                .map(JsonObject.class::cast)
                .map(each -> each.getString("version") + " " + each.getString("reason"))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "^1; 1.2.1; 1.4.0-rc.2 prerelease, 1.4.0-rc.1 prerelease, 1.3.0 yanked",
                "1.2.0; 1.2.0; ''",
                "~1.2; 1.2.1; ''",
                "1.0 - 1.2.0; 1.2.0; ''",
                "<2 || 0.9.0; 1.2.1; 1.4.0-rc.2 prerelease, 1.4.0-rc.1 prerelease, 1.3.0 yanked",
                "0.x || >=2; 2.0.0; 10.0.0-rc.1 prerelease",
                ">=1.4.0-rc.1 <1.4.0; 1.4.0-rc.2; ''",
                "<=1.4.0-rc.1; 1.4.0-rc.1; ''",
                "*; 2.0.0; 10.0.0-rc.1 prerelease"
            })
    void theHighestOfARangeThatMayBeUsed(String range, String version, String skipped) {
        JsonObject found = range("r.main", range).expect(200).json();
        assertThat(found.getString("version")).isEqualTo(version);
        assertThat(skipped(found)).isEqualTo(skipped);
        assertThat(found.getString("range")).isEqualTo(range);
    }

    @Test
    void anAnswerNamesTheBytesTheSignerAndTheEntry() {
        JsonObject found = range("r.main", "^1").expect(200).json();
        JsonObject version =
                HTTP.get(RegistryHttp.version("r.main", "1.2.1")).expect(200).json();
        assertThat(found.getString("hash"))
                .isEqualTo(version.getString("hash"))
                .isEqualTo(TestSigner.hash("{\"description\":\"1.2.1\"}"));
        assertThat(found.getString("kid"))
                .isEqualTo(version.getJsonObject("signature").getString("kid"));
        assertThat(found.getLong("log_index")).isEqualTo(version.getLong("log_index"));
        assertThat(found.getString("status")).isEqualTo("deprecated");
    }

    @Test
    void withNeitherRangeNorTagItIsTheLatest() {
        JsonObject latest = HTTP.get("/actions/r.main/resolve").expect(200).json();
        assertThat(latest.getString("version")).isEqualTo("2.0.0");
        assertThat(skipped(latest)).isEqualTo("10.0.0-rc.1 prerelease");
        assertThat(HTTP.get("/actions/r.main/resolve?tag=latest").expect(200).json())
                .isEqualTo(latest);
        assertThat(HTTP.get("/actions/r.early/resolve").expect(200).json().getString("version"))
                .isEqualTo("1.0.0-b");
    }

    @Test
    void aTagResolvesUntilWhatItPointsToIsYanked() {
        publish("r.tagged", "1.0.0", "2.0.0");
        HTTP.put("/actions/r.tagged/tags/stable", "{\"version\":\"1.0.0\"}").expect(200);
        JsonObject found =
                HTTP.get("/actions/r.tagged/resolve?tag=stable").expect(200).json();
        assertThat(found.getString("version")).isEqualTo("1.0.0");
        assertThat(found.getString("tag")).isEqualTo("stable");
        assertThat(skipped(found)).isEmpty();

        status("r.tagged", "1.0.0", "yanked");

        Answer refused = HTTP.get("/actions/r.tagged/resolve?tag=stable").expect(404, "NOT_RESOLVABLE");
        assertThat(skipped(refused.details())).isEqualTo("1.0.0 yanked");
        HTTP.get("/actions/r.tagged/resolve?tag=none").expect(404, "TAG_NOT_FOUND");
    }

    @Test
    void whereNothingWillDoItSaysWhatWasPassedOver() {
        assertThat(skipped(range("r.gone", "*").expect(404, "NOT_RESOLVABLE").details()))
                .isEqualTo("1.0.0 yanked");
        assertThat(skipped(HTTP.get("/actions/r.gone/resolve")
                        .expect(404, "NOT_RESOLVABLE")
                        .details()))
                .isEqualTo("1.0.0 yanked");
        assertThat(skipped(range("r.early", "^1").expect(404, "NOT_RESOLVABLE").details()))
                .isEmpty();
        assertThat(skipped(range("r.early", "*").expect(404, "NOT_RESOLVABLE").details()))
                .isEqualTo("1.0.0-b prerelease, 1.0.0-a prerelease");
        assertThat(skipped(range("r.main", ">10").expect(404, "NOT_RESOLVABLE").details()))
                .isEmpty();
        range("r.none", "*").expect(404, "ACTION_NOT_FOUND");
        HTTP.get("/actions/r.none/resolve?tag=stable").expect(404, "ACTION_NOT_FOUND");
    }

    @Test
    void aYankIsHeardAtOnceAndTheEntityTagChanges() {
        publish("r.yank", "1.0.0", "1.1.0");
        String tag = range("r.yank", "^1").expect(200).header("ETag");
        HTTP.get("/actions/r.yank/resolve?range=%5E1", "If-None-Match", tag).expect(304);

        status("r.yank", "1.1.0", "yanked");

        JsonObject found = HTTP.get("/actions/r.yank/resolve?range=%5E1", "If-None-Match", tag)
                .expect(200)
                .json();
        assertThat(found.getString("version")).isEqualTo("1.0.0");
        assertThat(skipped(found)).isEqualTo("1.1.0 yanked");
    }

    @Test
    void ofManyThatArePassedOverTheHighestTwentyAreNamed() {
        publish("r.many", "1.0.0");
        for (int i = 1; i <= 25; i++) {
            publish("r.many", "2.0.0-rc." + i);
        }
        JsonArray skipped = range("r.many", "*").expect(200).json().getJsonArray("skipped");
        assertThat(skipped).hasSize(20);
        assertThat(skipped.getJsonObject(0).getString("version")).isEqualTo("2.0.0-rc.25");
        assertThat(skipped.getJsonObject(19).getString("version")).isEqualTo("2.0.0-rc.6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "range=1.x.3; query.range",
                "range=%5E; query.range",
                "range=1.2.3%2Bb; query.range",
                "range=; query.range",
                "range=1'--; query.range",
                "range=1%0d%0aX:1; query.range",
                "tag=v1; query.tag",
                "tag=Stable; query.tag",
                "range=1&tag=stable; query.tag",
                "rang=1; query.rang"
            })
    void whatIsNoRangeOrTagIsRefusedByName(String query, String place) {
        assertThat(HTTP.get("/actions/r.main/resolve?" + query)
                        .expect(400, "BAD_REQUEST")
                        .violatedPaths())
                .containsExactly(place);
    }

    @Test
    void aLockHoldsWhatEachRequirementComesToInTheOrderOfNames() {
        publish("r.zzz", "3.0.0");
        HTTP.put("/actions/r.zzz/tags/stable", "{\"version\":\"3.0.0\"}").expect(200);
        JsonObject lock = HTTP.post(
                        "/resolve",
                        "{\"requirements\":[{\"name\":\"r.zzz\",\"tag\":\"stable\"},{\"name\":\"r.none\"},"
                                + "{\"name\":\"r.gone\",\"range\":\"1\"},{\"name\":\"r.main\",\"range\":\"^1\"},"
                                + "{\"name\":\"r.early\",\"tag\":\"none\"}]}")
                .expect(200)
                .json();

        assertThat(lock.getInteger("lock_version")).isEqualTo(1);
        assertThat(lock.getJsonArray("resolved"))
                .extracting(
                        each -> ((JsonObject) each).getString("name") + "@" + ((JsonObject) each).getString("version"))
                .containsExactly("r.main@1.2.1", "r.zzz@3.0.0");
        JsonObject alone = range("r.main", "^1").json();
        alone.remove("skipped");
        assertThat(lock.getJsonArray("resolved").getJsonObject(0)).isEqualTo(alone);
        assertThat(lock.getJsonArray("unresolved"))
                .extracting(
                        each -> ((JsonObject) each).getString("name") + " " + ((JsonObject) each).getString("reason"))
                .containsExactly("r.early TAG_NOT_FOUND", "r.gone NOT_RESOLVABLE", "r.none ACTION_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"requirements\":[]}",
                "{\"requirements\":[{\"range\":\"1\"}]}",
                "{\"requirements\":[{\"name\":\"a..b\"}]}",
                "{\"requirements\":[{\"name\":\"a\",\"range\":\"1.x.3\"}]}",
                "{\"requirements\":[{\"name\":\"a\",\"range\":\"1\",\"tag\":\"stable\"}]}",
                "{\"requirements\":[{\"name\":\"a\"},{\"name\":\"a\",\"range\":\"1\"}]}",
                "{\"requirements\":[{\"name\":\"a\",\"version\":\"1.0.0\"}]}"
            })
    void aQuestionThatCannotBeAnsweredIsRefused(String body) {
        HTTP.post("/resolve", body).expect(400, "BAD_REQUEST");
    }

    @Test
    void aHundredRequirementsAreOneQuestionAndOneMoreIsRefused() {
        HTTP.post("/resolve", requirements(101)).expect(400, "BAD_REQUEST");
        JsonObject lock = HTTP.post("/resolve", requirements(100)).expect(200).json();
        assertThat(lock.getJsonArray("unresolved")).hasSize(100);
    }

    private static String requirements(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"name\":\"r.absent" + i + "\",\"range\":\"^1 || ^2 || ^3.0.0-rc.1\"}")
                .collect(Collectors.joining(",", "{\"requirements\":[", "]}"));
    }
}
