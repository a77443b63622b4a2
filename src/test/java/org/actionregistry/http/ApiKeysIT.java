package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of API keys, and what a request with one may do. */
class ApiKeysIT {
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final TestRegistry REGISTRY = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of());
    private static final RegistryHttp HTTP = REGISTRY.http();

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void aKeyIsShownOnceAndListedWithoutItsSecret() {
        IssuedKey key = IssuedKey.issue(REGISTRY, "publisher", "files");

        Answer list = HTTP.get("/api-keys").expect(200);

        assertThat(list.text()).contains(key.id()).doesNotContain(key.secret());
        JsonObject me = HTTP.as(key.secret()).get("/whoami").json();
        assertThat(me.getString("id")).isEqualTo(key.id());
        assertThat(me.getString("role")).isEqualTo("publisher");
        assertThat(me.getJsonArray("namespaces")).containsExactly("files");
    }

    @Test
    void aRevokedKeyOpensNothingFromThatMomentOn() {
        IssuedKey key = IssuedKey.issue(REGISTRY, "reader");
        HTTP.as(key.secret()).get("/actions").expect(200);

        key.revoked();

        HTTP.as(key.secret()).get("/actions").expect(401, "UNAUTHENTICATED");
        HTTP.delete("/api-keys/" + key.id()).expect(200);
        HTTP.delete("/api-keys/nosuchkey").expect(404, "API_KEY_NOT_FOUND");
    }

    @Test
    void anotherServerNoticesARevocationWithinASecond() {
        IssuedKey key = IssuedKey.issue(REGISTRY, "reader");
        try (TestRegistry other = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of())) {
            RegistryHttp elsewhere = other.http().as(key.secret());
            elsewhere.get("/actions").expect(200);

            key.revoked();

            Instant patience = Instant.now().plus(Duration.ofSeconds(3));
            int status = 200;
            while (status == 200 && Instant.now().isBefore(patience)) {
                status = elsewhere.get("/actions").status();
            }
            assertThat(status).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "files.move, 201",
        "files.deep.scan, 201",
        "filesystem.mount, 403",
        "files, 403",
        "files-x.move, 403",
        "web.fetch, 403",
    })
    void aKeyWithANamespacePublishesThereOnly(String name, int status) {
        RegistryHttp publisher =
                HTTP.as(IssuedKey.issue(REGISTRY, "publisher", "files").secret());
        Answer answer =
                publisher.publish(name, "1.0.0", TRUSTED.publishBody("{}")).expect(status);
        if (status == 403) {
            assertThat(answer.code()).isEqualTo("FORBIDDEN");
            assertThat(answer.details().getJsonArray("namespaces")).containsExactly("files");
            HTTP.get("/actions/" + name).expect(404);
        }
    }

    @Test
    void theApiKeyHeaderDecidesWhereBothAreSent() {
        RegistryHttp none = HTTP.anonymous();
        none.get("/actions", "X-API-Key", "bad-key", "Authorization", "Bearer " + BOOTSTRAP_KEY)
                .expect(401);
        none.get("/actions", "X-API-Key", BOOTSTRAP_KEY, "Authorization", "Bearer bad-key")
                .expect(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-API-Key     |''",
                "X-API-Key     | test-bootstrap-key-kept-out-of-every-lo",
                "X-API-Key     | test-bootstrap-key-kept-out-of-every-log!",
                "X-API-Key     | Bearer test-bootstrap-key-kept-out-of-every-log",
                "Authorization | Bearer",
                "Authorization | test-bootstrap-key-kept-out-of-every-log",
                "Authorization | Basic dGVzdC1ib290c3RyYXAta2V5LWtlcHQtb3V0LW9mLWV2ZXJ5LWxvZw==",
            })
    void aCredentialThatIsNotExactlyOneOpensNothing(String header, String value) {
        Answer refused = HTTP.anonymous().get("/actions", header, value).expect(401, "UNAUTHENTICATED");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer ");
    }

    @Test
    void theSchemeOfABearerTokenIsReadInAnyCase() {
        HTTP.anonymous()
                .get("/actions", "Authorization", "bEARER  " + BOOTSTRAP_KEY)
                .expect(200);
    }

    @Test
    void aKeySentTwiceIsNone() {
        HTTP.get("/actions", "X-API-Key", BOOTSTRAP_KEY).expect(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                              | /name,/role",
                "{\"name\":\"a\",\"role\":\"root\"}                              | /role",
                "{\"name\":\"\",\"role\":\"reader\"}                             | /name",
                "{\"name\":\"a\",\"role\":\"reader\",\"namespaces\":[\"A\",\"b\"]} | /namespaces/0",
                "{\"name\":\"a\",\"role\":\"reader\",\"namespaces\":[\"b\",\"b\"]} | /namespaces",
                "{\"name\":\"a\",\"role\":\"reader\",\"expires_at\":\"tomorrow\"}  | /expires_at",
                "{\"name\":\"a\",\"role\":\"reader\",\"expires_at\":\"2001-01-01T00:00:00Z\"} | /expires_at",
                "{\"name\":\"a\\nb\",\"role\":\"reader\",\"id\":\"mine\"}        | /name,/id",
            })
    void aRequestForAKeyIsRefusedWithEverythingThatIsWrong(String body, String places) {
        Answer refused = HTTP.post("/api-keys", body).expect(400, "BAD_REQUEST");
        assertThat(refused.violatedPaths()).containsExactlyInAnyOrderElementsOf(List.of(places.split(",")));
    }

    @ParameterizedTest
    @CsvSource({"admin", "reader", "auditor"})
    void onlyWhoWritesIsLimitedToNamespaces(String role) {
        String body = "{\"name\":\"a\",\"role\":\"" + role + "\",\"namespaces\":[\"files\"]}";
        assertThat(HTTP.post("/api-keys", body).expect(400, "BAD_REQUEST").violatedPaths())
                .containsExactly("/namespaces");
    }

    @ParameterizedTest
    @CsvSource({"reader", "auditor", "publisher", "maintainer"})
    void nobodyBelowAnAdminMakesSeesOrRevokesKeys(String role) {
        RegistryHttp caller = HTTP.as(IssuedKey.issue(REGISTRY, role).secret());
        IssuedKey other = IssuedKey.issue(REGISTRY, "admin");

        caller.post("/api-keys", "{\"name\":\"mine\",\"role\":\"admin\"}").expect(403, "FORBIDDEN");
        caller.get("/api-keys").expect(403, "FORBIDDEN");
        caller.delete("/api-keys/" + other.id()).expect(403, "FORBIDDEN");
        HTTP.as(other.secret()).get("/api-keys").expect(200);
    }

    /** Stored and shown as it came; the tables are still there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE api_keys; --",
                "\" OR 1=1 --",
                "$1 || pg_sleep(5)",
                "a\\'b",
                "X-Injected: 1",
                "%0d%0aSet-Cookie: a=b",
                "<script>alert(1)</script>"
            })
    void aNameIsTextWhateverItLooksLike(String name) {
        JsonObject made = HTTP.post(
                        "/api-keys",
                        new JsonObject().put("name", name).put("role", "reader").encode())
                .expect(201)
                .json();

        Answer me = HTTP.as(made.getString("api_key")).get("/whoami").expect(200);
        assertThat(me.json().getString("name")).isEqualTo(name);
        assertThat(me.headers().map().keySet()).doesNotContain("x-injected", "set-cookie");
        assertThat(HTTP.get("/api-keys").expect(200).text()).contains(made.getString("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a'--", "a;b", "a%27%3B%20DROP%20TABLE%20api_keys", "a%0d%0ab", "a%00b", "%24%7Bx%7D"})
    void anIdThatIsNoneIsRefusedBeforeItReachesTheDatabase(String id) {
        HTTP.delete("/api-keys/" + id).expect(400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0001b", "' OR '1'='1", "areg_*", "areg_%", "x\ty"})
    void aCredentialIsComparedAndNeverPutTogetherIntoAnything(String credential) {
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send("GET /whoami HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + credential + "\r\n\r\n");
            assertThat(connection.answer("GET", "/whoami").status()).isIn(400, 401);
        }
    }

    @Test
    void theLastUseOfAKeyIsWrittenDownWhenTheServerStopsAtTheLatest() {
        IssuedKey used = IssuedKey.issue(REGISTRY, "reader");
        IssuedKey unused = IssuedKey.issue(REGISTRY, "reader");
        try (TestRegistry other = TestRegistry.on(DATABASE.owner(), DATABASE.runtime(), Map.of())) {
            other.http().as(used.secret()).get("/whoami").expect(200);
        }

        Map<String, String> lastUses = new HashMap<>();
        HTTP.get("/api-keys").expect(200).json().getJsonArray("items").forEach(item -> {
            JsonObject key = (JsonObject) item;
            lastUses.put(key.getString("id"), String.valueOf(key.getValue("last_used_at")));
        });
        assertThat(Instant.parse(Objects.requireNonNull(lastUses.get(used.id()))))
                .isBetween(Instant.now().minusSeconds(120), Instant.now());
        assertThat(lastUses.get(unused.id())).isEqualTo("null");
    }
}
