package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A registry that lets everyone read. */
class AnonymousReadIT {
    private static final TestRegistry REGISTRY = TestRegistry.start(Map.of("ACTION_REGISTRY_ANONYMOUS_READ", "true"));
    private static final RegistryHttp ANYONE = REGISTRY.http().anonymous();

    @BeforeAll
    static void publish() {
        REGISTRY.http().published("files.move", "1.0.0", "{}");
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    static String[] reads() {
        return new String[] {
            "/actions",
            "/actions/files.move",
            "/actions/files.move/versions",
            "/actions/files.move/versions/1.0.0",
            "/actions/files.move/versions/1.0.0/verify",
            "/digests/" + TestSigner.hash("{}"),
            "/whoami"
        };
    }

    @ParameterizedTest
    @MethodSource("reads")
    void readsNeedNoKeyButABadOneIsStillRefused(String path) {
        ANYONE.get(path).expect(200);
        ANYONE.as("a-bad-key").get(path).expect(401, "UNAUTHENTICATED");
        ANYONE.get(path, "X-API-Key", "").expect(401, "UNAUTHENTICATED");
        ANYONE.get(path, "Authorization", "Bearer a-bad-key").expect(401, "UNAUTHENTICATED");
        ANYONE.get(path, "Authorization", "Basic YTpi").expect(401, "UNAUTHENTICATED");
    }

    @Test
    void writesStillNeedAKey() {
        ANYONE.publish("files.move", "1.0.1", TRUSTED.publishBody("{}")).expect(401, "UNAUTHENTICATED");
        ANYONE.get("/api-keys").expect(401, "UNAUTHENTICATED");
        ANYONE.post("/api-keys", "{\"name\":\"a\",\"role\":\"admin\"}").expect(401, "UNAUTHENTICATED");
    }

    @Test
    void documentsMayBeKeptBySharedCaches() {
        assertThat(ANYONE.get("/digests/" + TestSigner.hash("{}")).header("Cache-Control"))
                .isEqualTo("public, max-age=31536000, immutable");
    }
}
