package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.actionregistry.testing.TestRegistry.STRANGER;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.actionregistry.access.ApiKeySecret;
import org.actionregistry.signing.KeyChallenge;
import org.actionregistry.testing.KeyRequests;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation of the contract for every kind of caller, in both forms a key is sent in. */
class AccessTableIT {
    private static final List<String> CALLERS = List.of(
            "none",
            "bad",
            "reader",
            "auditor",
            "publisher",
            "maintainer",
            "admin",
            "revoked",
            "expired",
            "bootstrap",
            "unknown",
            "token");

    private static final String VERSION = "/actions/files.move/versions/1.0.0";
    private static final String PUBLISH = TRUSTED.publishBody("{}");
    private static final String ACTIVE = "{\"status\":\"active\"}";
    private static final String TAGGED = "{\"version\":\"1.0.0\"}";
    private static final String NAMESPACE = "{\"owners\":[],\"kids\":[]}";
    private static final String NEW_KEY = "{\"name\":\"another\",\"role\":\"reader\"}";

    private static final String CANDIDATE = KeyRequests.candidate(
                    "stranger-1", STRANGER.key().publicKey().toString())
            .encode();
    private static final String ADD_KEY = KeyRequests.addition(
                    STRANGER,
                    new KeyChallenge(
                            STRANGER.kid(),
                            STRANGER.key().publicKey(),
                            new byte[KeyChallenge.NONCE_LENGTH],
                            Instant.EPOCH))
            .encode();

    /** Columns as in {@link #CALLERS}; a caller who is let through gets the status of an operation that goes well. */
    private static final List<Row> TABLE = List.of(
            row("listActions", "GET /actions", "401 401 200 200 200 200 200 401 401 200 401 401"),
            row(
                    "fetchVersions",
                    "POST /actions/fetch",
                    "401 401 200 200 200 200 200 401 401 200 401 401",
                    "{\"coordinates\":[{\"name\":\"files.move\",\"version\":\"1.0.0\"}]}"),
            row("getAction", "GET /actions/files.move", "401 401 200 200 200 200 200 401 401 200 401 401"),
            row("resolveVersion", "GET /actions/files.move/resolve", "401 401 200 200 200 200 200 401 401 200 401 401"),
            row(
                    "resolveRequirements",
                    "POST /resolve",
                    "401 401 200 200 200 200 200 401 401 200 401 401",
                    "{\"requirements\":[{\"name\":\"files.move\"}]}"),
            row("listVersions", "GET /actions/files.move/versions", "401 401 200 200 200 200 200 401 401 200 401 401"),
            row("getVersion", "GET " + VERSION, "401 401 200 200 200 200 200 401 401 200 401 401"),
            row("verifyVersion", "GET " + VERSION + "/verify", "401 401 200 200 200 200 200 401 401 200 401 401"),
            row(
                    "getDigest",
                    "GET /digests/" + TestSigner.hash("{}"),
                    "401 401 200 200 200 200 200 401 401 200 401 401"),
            row("streamEvents", "HEAD /events", "401 401 200 200 200 200 200 401 401 200 401 401"),
            row("listChanges", "GET /changes", "401 401 200 200 200 200 200 401 401 200 401 401"),
            row("whoami", "GET /whoami", "401 401 200 200 200 200 200 401 401 200 401 401"),
            row("publishVersion", "PUT " + VERSION, "401 401 403 403 200 200 200 401 401 200 401 401", PUBLISH),
            row(
                    "setVersionStatus",
                    "PATCH " + VERSION + "/status",
                    "401 401 403 403 403 200 200 401 401 200 401 401",
                    ACTIVE),
            row(
                    "setTag",
                    "PUT /actions/files.move/tags/stable",
                    "401 401 403 403 403 200 200 401 401 200 401 401",
                    TAGGED),
            row("removeTag", "DELETE /actions/files.move/tags/none", "401 401 403 403 403 404 404 401 401 404 401 401"),
            row("listNamespaces", "GET /namespaces", "401 401 200 200 200 200 200 401 401 200 401 401"),
            row("getNamespace", "GET /namespaces/nobodys", "401 401 404 404 404 404 404 401 401 404 401 401"),
            row("setNamespace", "PUT /namespaces/taken", "401 401 403 403 403 403 200 401 401 200 401 401", NAMESPACE),
            row("listApiKeys", "GET /api-keys", "401 401 403 403 403 403 200 401 401 200 401 401"),
            row("createApiKey", "POST /api-keys", "401 401 403 403 403 403 201 401 401 201 401 401", NEW_KEY),
            row("revokeApiKey", "DELETE /api-keys/nosuchkey", "401 401 403 403 403 403 404 401 401 404 401 401"),
            row("listKeys", "GET /keys", "401 401 200 200 200 200 200 401 401 200 401 401"),
            row("getKey", "GET /keys/test-root-1", "401 401 200 200 200 200 200 401 401 200 401 401"),
            row("addKey", "POST /keys", "401 401 403 403 403 403 422 401 401 422 401 401", ADD_KEY),
            row(
                    "createKeyChallenge",
                    "POST /key-challenges",
                    "401 401 403 403 403 403 201 401 401 201 401 401",
                    CANDIDATE),
            row("retireKey", "POST /keys/nosuchkey/retire", "401 401 403 403 403 403 404 401 401 404 401 401"),
            row("revokeKey", "POST /keys/nosuchkey/revoke", "401 401 403 403 403 403 404 401 401 404 401 401", "{}"),
            row("listAudit", "GET /audit", "401 401 403 200 403 403 200 401 401 200 401 401"),
            row("getVersionProof", "GET " + VERSION + "/proof", "401 401 404 404 404 404 404 401 401 404 401 401"),
            row("getCheckpoint", "GET /log/checkpoint", "404 404 404 404 404 404 404 404 404 404 404 404"),
            row("getLogKeys", "GET /log/vkey", "404 404 404 404 404 404 404 404 404 404 404 404"),
            row("getTile1", "GET /log/tile/0/000", "404 404 404 404 404 404 404 404 404 404 404 404"),
            row("getTile2", "GET /log/tile/0/000.p/1", "404 404 404 404 404 404 404 404 404 404 404 404"),
            row("getTile3", "GET /log/tile/0/x001/000.p/1", "404 404 404 404 404 404 404 404 404 404 404 404"),
            row("getTile4", "GET /log/tile/0/x001/x000/000.p/1", "404 404 404 404 404 404 404 404 404 404 404 404"),
            row(
                    "getConsistencyProof",
                    "GET /log/proof/consistency?from=1&to=1",
                    "404 404 404 404 404 404 404 404 404 404 404 404"),
            row("getMetrics", "GET /metrics", "401 401 403 200 403 403 200 401 401 200 401 401"),
            row("healthLive", "GET /health/live", "200 200 200 200 200 200 200 200 200 200 200 200"),
            row("healthReady", "GET /health/ready", "200 200 200 200 200 200 200 200 200 200 200 200"),
            row("getContractYaml", "GET /openapi.yaml", "200 200 200 200 200 200 200 200 200 200 200 200"),
            row("getContractJson", "GET /openapi.json", "200 200 200 200 200 200 200 200 200 200 200 200"),
            row("getDocs", "GET /docs", "200 200 200 200 200 200 200 200 200 200 200 200"),
            row("getDocsAsset", "GET /docs/none.js", "404 404 404 404 404 404 404 404 404 404 404 404"));

    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final Map<String, String> KEYS = new HashMap<>();

    private record Row(String operationId, String method, String path, List<Integer> statuses, Optional<String> body) {}

    private static Row row(String operationId, String request, String statuses, String... body) {
        String[] parts = request.split(" ", 2);
        return new Row(
                operationId,
                parts[0],
                parts[1],
                Arrays.stream(statuses.split(" ", -1)).map(Integer::valueOf).toList(),
                Arrays.stream(body).findFirst());
    }

    @BeforeAll
    static void issueKeys() {
        REGISTRY.http().publish("files.move", "1.0.0", PUBLISH).expect(201);
        for (String role : List.of("reader", "auditor", "publisher", "maintainer", "admin")) {
            KEYS.put(role, IssuedKey.issue(REGISTRY, role).secret());
        }
        KEYS.put("bad", "areg_aaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_00000000");
        KEYS.put("unknown", ApiKeySecret.generate(new SecureRandom()).reveal());
        KEYS.put("token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.AA");
        KEYS.put("revoked", IssuedKey.issue(REGISTRY, "admin").revoked().secret());
        KEYS.put("expired", IssuedKey.issue(REGISTRY, "admin").expired().secret());
        KEYS.put("bootstrap", BOOTSTRAP_KEY);
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void theTableNamesEveryOperationOfTheContract() throws IOException {
        JsonNode contract = new YAMLMapper().readTree(AccessTableIT.class.getResource("/openapi.yaml"));
        List<String> operations = new ArrayList<>();
        contract.get("paths")
                .forEach(path -> path.forEach(
                        operation -> operations.add(operation.get("operationId").asText())));
        assertThat(TABLE.stream().map(Row::operationId)).containsExactlyInAnyOrderElementsOf(operations);
    }

    @TestFactory
    Stream<DynamicTest> letsIn() {
        return TABLE.stream()
                .flatMap(row -> Stream.iterate(0, i -> i < CALLERS.size(), i -> i + 1)
                        .flatMap(column -> Stream.of("X-API-Key", "Authorization")
                                .map(header -> DynamicTest.dynamicTest(
                                        row.operationId() + " " + CALLERS.get(column) + " " + header,
                                        () -> assertStatus(row, column, header)))));
    }

    private static void assertStatus(Row row, int column, String header) {
        RegistryHttp http = REGISTRY.http().anonymous();
        List<String> headers = new ArrayList<>();
        String key = KEYS.get(CALLERS.get(column));
        if (key != null) {
            headers.addAll(List.of(header, header.equals("X-API-Key") ? key : "Bearer " + key));
        }
        if (row.body().isPresent()) {
            headers.addAll(List.of("Content-Type", "application/json"));
        }
        http.send(
                        row.method(),
                        row.path(),
                        row.body().map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()),
                        headers.toArray(new String[0]))
                .expect(row.statuses().get(column));
    }
}
