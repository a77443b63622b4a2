package org.actionregistry.http;

import static org.actionregistry.testing.TestIssuer.claims;
import static org.actionregistry.testing.TestIssuer.token;
import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestIssuer;
import org.actionregistry.testing.TestIssuer.SigningKey;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Tokens of an issuer, as a whole registry takes them. */
class TokensIT {
    private static final SigningKey KEY = SigningKey.generate("2026-05", "EdDSA");
    private static final TestIssuer ISSUER = TestIssuer.of(KEY);
    private static final TestRegistry REGISTRY = TestRegistry.start(settings(ISSUER.url()));
    private static final RegistryHttp HTTP = REGISTRY.http().anonymous();

    private static Map<String, String> settings(String url) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "JWT_ISSUER", TestIssuer.ISSUER,
                "JWT_AUDIENCE", TestIssuer.AUDIENCE,
                "JWT_ROLE_CLAIM", "groups",
                "JWT_ROLE_MAP", "everyone=reader,ci=publisher,ops=admin",
                "JWT_NAMESPACES_CLAIM", "namespaces"));
        settings.put("JWT_JWKS_URL", url);
        return settings;
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
        ISSUER.close();
    }

    private static String bearer(String subject, String group, String... namespaces) {
        return "Bearer "
                + token(
                        KEY,
                        claims(subject)
                                .put("groups", new JsonArray().add(group))
                                .put("namespaces", new JsonArray(List.of(namespaces))));
    }

    private static Answer publish(String name, String authorization) {
        return HTTP.send(
                "PUT",
                RegistryHttp.version(name, "1.0.0"),
                BodyPublishers.ofString(TRUSTED.publishBody("{}")),
                "Content-Type",
                "application/json",
                "Authorization",
                authorization);
    }

    @Test
    void aTokenIsWhoItsIssuerSays() {
        JsonObject me = HTTP.get("/whoami", "Authorization", bearer("alice", "ci", "files"))
                .expect(200)
                .json();
        assertThat(me.getString("id")).isEqualTo(TestIssuer.ISSUER + "#alice");
        assertThat(me.getString("role")).isEqualTo("publisher");
        assertThat(me.getJsonArray("namespaces")).containsExactly("files");
    }

    @Test
    void aRoleOpensWhatItOpensForAKeyAndNoMore() {
        HTTP.get("/actions", "Authorization", bearer("bob", "everyone")).expect(200);
        HTTP.get("/api-keys", "Authorization", bearer("bob", "everyone")).expect(403, "FORBIDDEN");
        HTTP.get("/api-keys", "Authorization", bearer("carol", "ops")).expect(200);
        HTTP.get("/api-keys", "Authorization", bearer("dave", "admin")).expect(403, "FORBIDDEN");
        HTTP.get("/actions", "Authorization", bearer("erin", "ci")).expect(403, "FORBIDDEN");
    }

    @Test
    void aPublisherStaysInItsNamespaces() {
        publish("files.move", bearer("alice", "ci", "files")).expect(201);
        publish("filesystem.mount", bearer("alice", "ci", "files")).expect(403, "FORBIDDEN");
    }

    @Test
    void aTokenIsNoApiKey() {
        String token = bearer("alice", "ops").substring("Bearer ".length());
        HTTP.get("/actions", "X-API-Key", token).expect(401, "UNAUTHENTICATED");
        HTTP.get("/actions", "Authorization", "Bearer " + BOOTSTRAP_KEY).expect(200);
    }

    @Test
    void aTokenOfAStrangerOpensNothing() {
        SigningKey stranger = SigningKey.generate("2026-05", "EdDSA");
        String forged = token(stranger, claims("alice").put("groups", new JsonArray().add("ops")));
        HTTP.get("/actions", "Authorization", "Bearer " + forged).expect(401, "UNAUTHENTICATED");
    }

    @Test
    void aRotationIsFollowedAndAnIssuerThatIsAwayChangesNothing() {
        try (TestIssuer issuer = TestIssuer.of(KEY);
                TestRegistry registry = TestRegistry.start(settings(issuer.url()))) {
            RegistryHttp http = registry.http().anonymous();
            SigningKey next = SigningKey.generate("2026-06", "ES256");
            String rotated = "Bearer " + token(next, claims("alice").put("groups", "everyone"));
            issuer.rotateTo(KEY, next);

            http.get("/actions", "Authorization", rotated).expect(200);
            issuer.goAway();
            http.get("/actions", "Authorization", rotated).expect(200);
            http.get("/actions", "Authorization", bearer("bob", "everyone")).expect(200);
        }
    }
}
