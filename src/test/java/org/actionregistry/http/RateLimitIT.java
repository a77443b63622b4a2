package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.Test;

/** Limits so low, or so slow to refill, that the time a test takes does not matter. */
class RateLimitIT {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private static void assertLimited(Answer answer, String scope) {
        answer.expect(429, "RATE_LIMITED");
        assertThat(answer.details().getString("scope")).isEqualTo(scope);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
    }

    /** Sends until one is refused: with one token a second coming back, a burst of requests must meet an empty bucket. */
    private static Answer firstRefusal(RegistryHttp http, String path, String... headers) {
        for (int i = 0; i < 500; i++) {
            Answer answer = http.get(path, headers);
            if (answer.status() == 429) {
                return answer;
            }
        }
        throw new AssertionError("500 requests and no refusal");
    }

    @Test
    void aCredentialMayReadSoMuchAndAnotherIsNotHindered() {
        try (TestRegistry registry = TestRegistry.start(
                Map.of("ACTION_REGISTRY_RATE_LIMIT_READS", "1", "ACTION_REGISTRY_RATE_LIMIT_BURST_SECONDS", "3"))) {
            RegistryHttp reader =
                    registry.http().as(IssuedKey.issue(registry, "reader").secret());
            Answer first = reader.get("/whoami").expect(200);
            assertThat(first.header("X-RateLimit-Limit")).isEqualTo("3");
            assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("2");
            assertThat(first.header("X-RateLimit-Reset")).isEqualTo("1");

            assertLimited(firstRefusal(reader, "/whoami"), "credential");

            registry.http().get("/whoami").expect(200);
            registry.http().published("files.move", "1.0.0", "{}");
            reader.get("/health/ready").expect(200);
        }
    }

    @Test
    void aCredentialMayWriteSoMuchAndReadOn() {
        try (TestRegistry registry = TestRegistry.start(
                Map.of("ACTION_REGISTRY_RATE_LIMIT_WRITES", "1", "ACTION_REGISTRY_RATE_LIMIT_BURST_SECONDS", "1"))) {
            RegistryHttp http = registry.http();
            Answer refused = http.publish("files.move", "1.0.0", TRUSTED.publishBody("{}"));
            for (int i = 0; i < 500 && refused.status() != 429; i++) {
                refused = http.publish("files.move", "1.0.0", TRUSTED.publishBody("{}"));
            }
            assertLimited(refused, "credential");
            assertThat(http.get("/actions").expect(200).has("X-RateLimit-Limit"))
                    .isFalse();
        }
    }

    @Test
    void anAddressMayAskSoMuchWhateverItSaysItIs() {
        try (TestRegistry registry = TestRegistry.start(
                Map.of("ACTION_REGISTRY_RATE_LIMIT_ADDRESS", "1", "ACTION_REGISTRY_RATE_LIMIT_BURST_SECONDS", "1"))) {
            RegistryHttp none = registry.http().anonymous();
            for (int i = 0; i < 500; i++) {
                Answer answer =
                        none.get("/docs", FORWARDED_FOR, "203.0.113." + i % 250, "Forwarded", "for=198.51.100.7");
                if (answer.status() == 429) {
                    assertLimited(answer, "address");
                    return;
                }
            }
            throw new AssertionError("a made-up address escapes the limit");
        }
    }

    @Test
    void behindATrustedProxyTheClientItNamesIsMeant() {
        try (TestRegistry registry = TestRegistry.start(Map.of(
                "TRUSTED_PROXIES", "127.0.0.1, ::1, 10.0.0.0/8",
                "ACTION_REGISTRY_RATE_LIMIT_ADDRESS", "1",
                "ACTION_REGISTRY_RATE_LIMIT_BURST_SECONDS", "60"))) {
            RegistryHttp none = registry.http().anonymous();
            assertThat(remaining(none, "203.0.113.1")).isEqualTo(59);
            assertThat(remaining(none, "203.0.113.2, 10.1.2.3")).isEqualTo(59);
            // What stands left of the first address that no proxy of ours has was written by the client.
            assertThat(remaining(none, "192.0.2.99, 203.0.113.1")).isLessThan(59);
            assertThat(remaining(none, "10.9.9.9, 203.0.113.2:4711, 10.1.2.3")).isLessThan(59);
            // One IPv6 network is one client.
            assertThat(remaining(none, "2001:db8::1")).isEqualTo(59);
            assertThat(remaining(none, "[2001:db8::ffff]:443")).isLessThan(59);
            assertThat(remaining(none, "2001:db8:0:1::1")).isEqualTo(59);
            // The header that this proxy is not known to write came from the client.
            int before = remaining(none, "203.0.113.3");
            Answer answer = none.get("/docs", FORWARDED_FOR, "203.0.113.3", "Forwarded", "for=198.51.100.1");
            assertThat(Integer.parseInt(answer.header("X-RateLimit-Remaining"))).isLessThan(before);
        }
    }

    private static int remaining(RegistryHttp http, String forwardedFor) {
        Answer answer = http.get("/docs", FORWARDED_FOR, forwardedFor).expect(200);
        return Integer.parseInt(answer.header("X-RateLimit-Remaining"));
    }

    @Test
    void theForwardedHeaderIsReadWhereTheProxyWritesThat() {
        try (TestRegistry registry = TestRegistry.start(Map.of(
                "TRUSTED_PROXIES", "127.0.0.1",
                "ACTION_REGISTRY_FORWARDED_HEADER", "Forwarded",
                "ACTION_REGISTRY_RATE_LIMIT_ADDRESS", "1",
                "ACTION_REGISTRY_RATE_LIMIT_BURST_SECONDS", "60"))) {
            RegistryHttp none = registry.http().anonymous();
            for (String element : new String[] {
                "for=203.0.113.1;proto=https",
                "proto=https; For=\"203.0.113.1:80\"",
                "for=\"[2001:db8::1]:80\"",
                "for=_hidden"
            }) {
                none.get("/docs", "Forwarded", element).expect(200);
            }
            assertThat(none.get("/docs", "Forwarded", "for=203.0.113.1").header("X-RateLimit-Remaining"))
                    .isEqualTo("57");
        }
    }

    @Test
    void aGuesserIsSlowedDownAndThenStopped() {
        try (TestRegistry registry = TestRegistry.start(Map.of("ACTION_REGISTRY_AUTH_FAILURES_PER_MINUTE", "5"))) {
            RegistryHttp known = registry.http();
            known.get("/whoami").expect(200);
            RegistryHttp guesser = known.as("guess");
            for (int i = 0; i < 5; i++) {
                assertThat(guesser.get("/whoami").expect(401).has("X-RateLimit-Limit"))
                        .isFalse();
            }

            assertLimited(firstRefusal(guesser, "/whoami"), "authentication");
            assertLimited(firstRefusal(guesser, "/actions", "Authorization", "Bearer x"), "authentication");
            known.get("/whoami").expect(200);
            known.anonymous().get("/whoami").expect(401);
            known.anonymous().get("/health/live").expect(200);
        }
    }

    @Test
    void withoutLimitsNothingIsAdded() {
        try (TestRegistry registry = TestRegistry.start()) {
            Answer answer = registry.http().get("/actions").expect(200);
            assertThat(answer.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-ratelimit"));
        }
    }

    @Test
    void everyOperationButTheProbesSaysThatItMayBeLimited() throws IOException {
        JsonNode contract = new YAMLMapper().readTree(RateLimitIT.class.getResource("/openapi.yaml"));
        contract.get("paths")
                .forEach(path -> path.forEach(operation -> {
                    String id = operation.get("operationId").asText();
                    assertThat(operation.get("responses").has("429")).as(id).isEqualTo(!id.startsWith("health"));
                }));
    }
}
