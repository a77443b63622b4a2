package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code POST /actions/fetch}. */
class FetchVersionsIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();

    @BeforeAll
    static void publish() {
        HTTP.published("files.move", "1.0.0", "{\"description\":\"moves\"}");
        HTTP.published("files.copy", "1.0.0", "{}");
        HTTP.published("fetch", "1.0.0", "{}");
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    private static Answer fetch(String... coordinates) {
        JsonArray wanted = new JsonArray();
        for (String coordinate : coordinates) {
            String[] parts = coordinate.split("@", 2);
            wanted.add(new JsonObject().put("name", parts[0]).put("version", parts[1]));
        }
        return HTTP.post(
                "/actions/fetch", new JsonObject().put("coordinates", wanted).encode());
    }

    private static List<String> outcomes(Answer answer) {
        return answer.expect(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .map(item -> item.getString("name") + "@" + item.getString("version") + " " + item.getString("outcome"))
                .toList();
    }

    @Test
    void answersInTheOrderOfTheQuestionsAndTellsWhatThereIsNot() {
        assertThat(outcomes(fetch(
                        "files.none@1.0.0",
                        "files.move@1.0.0",
                        "files.move@9.0.0",
                        "files.copy@1.0.0",
                        "files.move@1.0.0")))
                .containsExactly(
                        "files.none@1.0.0 not_found",
                        "files.move@1.0.0 found",
                        "files.move@9.0.0 not_found",
                        "files.copy@1.0.0 found",
                        "files.move@1.0.0 found");
    }

    @Test
    void eachVersionIsWhatFetchingItAloneGives() {
        Answer alone = HTTP.get(RegistryHttp.version("files.move", "1.0.0"));

        assertThat(fetch("files.move@1.0.0").text()).contains("\"action\":" + alone.text() + "}");
    }

    @Test
    void whatDoesNotFitIsLeftOutAndCanBeAskedForAgain() {
        String large = "{\"description\":\"" + "x".repeat(250_000) + "\"}";
        String[] wanted =
                IntStream.range(0, 12).mapToObj(i -> "large.a" + i + "@1.0.0").toArray(String[]::new);
        for (String coordinate : wanted) {
            HTTP.published(coordinate.split("@", 2)[0], "1.0.0", large);
        }
        List<String> outcomes = outcomes(fetch(wanted));

        assertThat(outcomes.subList(0, 9)).allMatch(outcome -> outcome.endsWith(" found"));
        assertThat(outcomes.subList(9, 12)).allMatch(outcome -> outcome.endsWith(" left_out"));
        assertThat(outcomes(fetch(wanted[9], wanted[10], wanted[11]))).allMatch(outcome -> outcome.endsWith(" found"));
    }

    @Test
    void aTamperedVersionIsNotVerified() {
        HTTP.published("bad.a", "1.0.0", "{}");
        Sql.run(
                REGISTRY.owner(),
                "SET session_replication_role = replica",
                "UPDATE action_versions SET canonical = '{\"x\":1}' WHERE name = 'bad.a'");

        JsonObject item = fetch("bad.a@1.0.0")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getJsonObject("action");
        assertThat(item.getBoolean("verified")).isFalse();
        assertThat(item.getString("verify_error")).isEqualTo("Hash mismatch");
    }

    @Test
    void refusesNoneMoreThanAHundredAndMalformedOnes() {
        fetch().expect(400, "BAD_REQUEST");
        String[] many =
                IntStream.range(0, 101).mapToObj(i -> "a" + i + "@1.0.0").toArray(String[]::new);
        fetch(many).expect(400, "BAD_REQUEST");
        assertThat(outcomes(fetch(Arrays.copyOf(many, 100)))).hasSize(100);
        assertThat(fetch("files.move@1.0.0", "A@1").expect(400, "BAD_REQUEST").violatedPaths())
                .contains("/coordinates/1/name", "/coordinates/1/version");
        fetch("a._b@1.0.0").expect(400, "BAD_REQUEST");
    }

    @Test
    void theWordIsAnActionsNameAsWell() {
        HTTP.get("/actions/fetch").expect(200);
        HTTP.get("/actions/fetch/versions/1.0.0").expect(200);
        assertThat(HTTP.delete("/actions/fetch").expect(405).header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    }
}
