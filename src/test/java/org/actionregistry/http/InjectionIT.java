package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * SQL in every text field of every operation: each string parameter and each string of a request body is replaced in turn,
 * in a request that the contract's own examples make up. Text stays text.
 */
class InjectionIT {
    /** The last ones are for LIKE and tsquery; sleeping would end as 503 in the statement's timeout. */
    private static final List<String> HOSTILE = List.of(
            "' OR '1'='1",
            "'; DROP TABLE audit; --",
            "x\"; DELETE FROM api_keys; --",
            "') UNION SELECT encode(sha256, 'hex') FROM api_keys --",
            "' || pg_sleep(60) || '",
            "\\'; SELECT pg_sleep(60); --",
            "$1); UPDATE api_keys SET role = 'admin'; --",
            "%' ESCAPE '",
            "a' & !b | (c:*",
            "\u0000'; COMMIT; --");

    /** What must stay as it is, whatever is asked: structure, rights, and every row that was there before. */
    private static final String STRUCTURE = "SELECT (SELECT md5(string_agg(c::text, ',' ORDER BY c::text)) FROM"
            + " (SELECT table_name, column_name, data_type FROM information_schema.columns"
            + " WHERE table_schema = 'public') c)"
            + " || (SELECT md5(string_agg(t.tgname::text || t.tgenabled::text, ',' ORDER BY t.tgname)) FROM pg_trigger t"
            + " WHERE NOT tgisinternal)";

    private static final String ROWS = "SELECT (SELECT md5(string_agg(v::text, ',' ORDER BY name, version)) FROM"
            + " action_versions v WHERE name = 'known.action')"
            + " || (SELECT md5(leaf::text) FROM journal WHERE index = 0)"
            + " || (SELECT md5(string_agg(concat_ws('|', id, name, role, namespaces, sha256, expires_at, revoked_at), ','"
            + " ORDER BY id)) FROM api_keys WHERE name = 'a reader')"
            + " || (SELECT md5(string_agg(a::text, ',' ORDER BY id)) FROM audit a WHERE id <= %d)";

    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final JsonNode CONTRACT = contract();

    private static String structure = "";
    private static String rows = "";
    private static String query = "";

    private static JsonNode contract() {
        try {
            return new YAMLMapper().readTree(InjectionIT.class.getResource("/openapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void remember() {
        REGISTRY.http().published("known.action", "1.0.0", "{\"description\":\"known\"}");
        IssuedKey.issue(REGISTRY, "reader");
        query = String.format(Locale.ROOT, ROWS, 1);
        structure = String.valueOf(Sql.value(REGISTRY.owner(), STRUCTURE));
        rows = String.valueOf(Sql.value(REGISTRY.owner(), query));
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    private static void assertUnharmed() {
        assertThat(Sql.value(REGISTRY.owner(), STRUCTURE)).isEqualTo(structure);
        assertThat(Sql.value(REGISTRY.owner(), query)).isEqualTo(rows);
    }

    /** A request of an operation, as the contract's examples have it. */
    private record Sample(String id, String method, String path, List<JsonNode> parameters, Optional<JsonNode> body) {
        /** With {@code text} in the place of the parameter {@code replaced}; optional ones are left out otherwise. */
        String target(String replaced, String text) {
            String target = path;
            List<String> query = new ArrayList<>();
            for (JsonNode parameter : parameters) {
                String name = parameter.get("name").asText();
                String value =
                        name.equals(replaced) ? text : parameter.get("example").asText();
                if (parameter.get("in").asText().equals("path")) {
                    target = target.replace("{" + name + "}", encoded(value));
                } else if (parameter.get("in").asText().equals("query") && name.equals(replaced)) {
                    query.add(name + "=" + encoded(value));
                }
            }
            return query.isEmpty() ? target : target + "?" + String.join("&", query);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(CONTRACT.at(node.get("$ref").asText().substring(1))) : node;
    }

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        CONTRACT.get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(item -> {
                    JsonNode operation = item.getValue();
                    List<JsonNode> parameters = new ArrayList<>();
                    operation.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
                    JsonNode examples = operation.at("/requestBody/content/application~1json/examples");
                    boolean endless = operation.has("x-websocket");
                    samples.add(new Sample(
                            operation.get("operationId").asText(),
                            endless ? "HEAD" : item.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            parameters,
                            examples.isObject()
                                    ? Optional.of(
                                            resolved(examples.elements().next()).get("value"))
                                    : Optional.empty()));
                }));
        return samples;
    }

    @TestFactory
    Stream<DynamicTest> everyTextParameterIsOnlyText() {
        return samples().stream()
                .flatMap(sample -> sample.parameters().stream()
                        .filter(parameter -> !parameter.get("in").asText().equals("header"))
                        .map(parameter -> parameter.get("name").asText())
                        .map(name -> DynamicTest.dynamicTest(
                                sample.id() + " " + name, () -> injectIntoParameter(sample, name))));
    }

    private static void injectIntoParameter(Sample sample, String name) {
        for (String text : HOSTILE) {
            Answer answer =
                    send(sample, sample.target(name, text), sample.body().map(JsonNode::toString));
            assertThat(answer.status()).as("%s with %s: %s", name, text, answer).isLessThan(500);
            boolean filtered = answer.status() == 200
                    && answer.path().contains("?")
                    && answer.text().startsWith("{\"items\"");
            if (filtered) {
                // In the audit trail there may be what another request had there.
                assertThat(answer.json().getJsonArray("items"))
                        .as("what %s=%s lets through", name, text)
                        .allSatisfy(
                                item -> assertThat(((JsonObject) item).getMap().values())
                                        .anyMatch(value -> String.valueOf(value).startsWith(text)));
            }
        }
        assertUnharmed();
    }

    @TestFactory
    Stream<DynamicTest> everyTextOfABodyIsOnlyText() {
        return samples().stream()
                .flatMap(sample -> sample.body().stream()
                        .flatMap(body -> texts("", body).stream()
                                .map(pointer -> DynamicTest.dynamicTest(
                                        sample.id() + " " + pointer, () -> injectIntoBody(sample, body, pointer)))));
    }

    private static void injectIntoBody(Sample sample, JsonNode body, String pointer) {
        for (String text : HOSTILE) {
            Answer answer = send(sample, sample.target("", ""), Optional.of(replaced(body, pointer, text)));
            assertThat(answer.status())
                    .as("%s with %s: %s", pointer, text, answer)
                    .isLessThan(500);
        }
        assertUnharmed();
    }

    /** Pointers to every string in a document. */
    private static List<String> texts(String pointer, JsonNode node) {
        List<String> pointers = new ArrayList<>();
        if (node.isTextual()) {
            pointers.add(pointer);
        }
        node.fields()
                .forEachRemaining(member -> pointers.addAll(texts(
                        pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1"), member.getValue())));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers.addAll(texts(pointer + "/" + i, node.get(i)));
        }
        return pointers;
    }

    private static String replaced(JsonNode body, String pointer, String text) {
        JsonNode copy = body.deepCopy();
        JsonNode parent = copy.at(pointer.substring(0, pointer.lastIndexOf('/')));
        String last = pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
        if (parent instanceof ObjectNode object) {
            object.put(last, text);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(last), new ObjectMapper().valueToTree(text));
        }
        return copy.toString();
    }

    private static Answer send(Sample sample, String target, Optional<String> body) {
        return REGISTRY.http()
                .send(
                        sample.method(),
                        target,
                        body.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()),
                        body.isPresent() ? new String[] {"Content-Type", "application/json"} : new String[0]);
    }

    @Test
    void hostileTextInASignedManifestIsStoredAndServedAsItIs() {
        RegistryHttp http = REGISTRY.http();
        for (int i = 0; i < HOSTILE.size(); i++) {
            String text = HOSTILE.get(i);
            String manifest = new JsonObject()
                    .put("title", text)
                    .put("description", text)
                    .put("tags", new JsonArray().add(text))
                    .put("ext", new JsonObject().put("example." + text, text))
                    .encode();
            http.published("hostile.text", "1.0." + i, manifest);

            JsonObject served = http.get(RegistryHttp.version("hostile.text", "1.0." + i))
                    .expect(200)
                    .json();
            assertThat(served.getJsonObject("schema").getString("title")).isEqualTo(text);
            assertThat(served.getBoolean("verified")).isTrue();
        }
        assertUnharmed();
    }

    @Test
    void hostileTextInAHeaderIsOnlyText() {
        for (String header : List.of("X-API-Key", "Authorization", "X-Request-Id", "If-None-Match", "Accept")) {
            for (String text : HOSTILE.subList(0, HOSTILE.size() - 1)) {
                RegistryHttp http = header.equals("X-API-Key") || header.equals("Authorization")
                        ? REGISTRY.http().anonymous()
                        : REGISTRY.http();
                assertThat(http.get("/actions", header, text).status())
                        .as(header + ": " + text)
                        .isLessThan(500);
                assertThat(http.send(
                                        "PUT",
                                        RegistryHttp.version("hostile.header", "1.0.0") + "?dry_run=true",
                                        BodyPublishers.ofString(TRUSTED.publishBody("{}")),
                                        "Content-Type",
                                        "application/json",
                                        header,
                                        text)
                                .status())
                        .as(header + ": " + text)
                        .isLessThan(500);
            }
        }
        assertUnharmed();
    }
}
