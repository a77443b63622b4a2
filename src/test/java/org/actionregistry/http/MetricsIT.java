package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.Test;

class MetricsIT {
    /** The response has been read before its end is counted, so what was counted may take a moment to show. */
    private static String scrapeUntil(RegistryHttp http, String expected) {
        String text = "";
        for (int i = 0; i < 1000 && !text.contains(expected); i++) {
            text = http.get("/metrics").expect(200).text();
        }
        assertThat(text).contains(expected);
        return text;
    }

    @Test
    void answersAreCountedByOperationAndStatusAndNeverByPath() {
        try (TestRegistry registry = TestRegistry.start()) {
            RegistryHttp http = registry.http();
            http.published("files.move", "1.0.0", "{}");
            http.get("/actions/files.move").expect(200);
            http.get("/actions/files.move").expect(200);
            http.get("/actions/secret.name").expect(404);
            http.get("/no/such/path").expect(404);
            http.anonymous().get("/actions/files.move").expect(401);

            String text = scrapeUntil(http, "{operation=\"getAction\",status=\"401\"} 1");

            assertThat(text)
                    .contains(
                            "registry_http_requests_seconds_count{operation=\"getAction\",status=\"200\"} 2",
                            "registry_http_requests_seconds_count{operation=\"getAction\",status=\"404\"} 1",
                            "registry_http_requests_seconds_count{operation=\"publishVersion\",status=\"201\"} 1",
                            "registry_http_requests_seconds_count{operation=\"none\",status=\"404\"} 1",
                            "registry_http_requests_seconds_bucket{operation=\"getAction\",status=\"200\",le=\"0.005\"}",
                            "registry_http_connections ",
                            "registry_journal_waiting 0",
                            "registry_verification_in_flight 0",
                            "registry_signatures_verified_total ",
                            "registry_events_subscribers 0",
                            "jvm_memory_used_bytes",
                            "vertx_pool_queue_pending")
                    .doesNotContain("files.move", "secret.name", "/no/such", "/actions");
            scrapeUntil(http, "registry_journal_size 1");
        }
    }

    @Test
    void theFormatIsThatOfPrometheus() {
        try (TestRegistry registry = TestRegistry.start(Map.of("ACTION_REGISTRY_METRICS_PUBLIC", "true"))) {
            Answer answer = registry.http().anonymous().get("/metrics").expect(200);
            assertThat(answer.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.text().lines().filter(line -> !line.startsWith("#")))
                    .allMatch(line -> line.matches("[a-zA-Z_:][a-zA-Z0-9_:]*(\\{[^}]*})? \\S+"));
        }
    }
}
