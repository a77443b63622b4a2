package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import org.actionregistry.testing.Answer;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sends never becomes a header, or a second response, of an answer. */
class HeaderInjectionIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    private static void assertOneCleanAnswer(RawHttp connection, Answer answer) {
        assertThat(answer.headers().map()).doesNotContainKeys("x-evil", "set-cookie");
        assertThat(answer.status()).isLessThan(500);
        // The next request gets the next answer, not the second half of this one.
        if (!answer.has("connection")) {
            connection.get("/health/live").expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actions/a%0d%0aX-Evil:%201",
                "/actions/a%0D%0A%0D%0AHTTP/1.1%20200%20OK%0D%0AX-Evil:%201",
                "/actions?q=a%0d%0aX-Evil:%201",
                "/actions?cursor=a%0d%0aSet-Cookie:%20x",
                "/actions?limit=1&namespace=a%0d%0aX-Evil:%201",
                "/audit?target=a%0d%0aX-Evil:%201",
                "/docs/a%0d%0aX-Evil:%201",
                "/actions/%E5%98%8A%E5%98%8DX-Evil:1"
            })
    void aLineBreakInATargetReachesNoHeader(String target) {
        try (RawHttp connection = REGISTRY.connect()) {
            assertOneCleanAnswer(connection, connection.get(target));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Request-Id: a\rX-Evil: 1",
                "X-Request-Id: a\n X-Evil: 1",
                "X-Request-Id: a\u0000X-Evil: 1",
                "X-Request-Id: a%0d%0aX-Evil: 1",
                "X-Request-Id: \u00e5\u0098\u008a\u00e5\u0098\u008dX-Evil: 1",
                "If-None-Match: \"a\rX-Evil: 1\"",
                "Accept: text/html\rX-Evil: 1",
                "Origin: http://x\rX-Evil: 1"
            })
    void aLineBreakInAHeaderReachesNoOther(String header) {
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send("GET /actions HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + BOOTSTRAP_KEY + "\r\n" + header
                    + "\r\n\r\n");
            assertOneCleanAnswer(connection, connection.answer("GET", "/actions"));
        }
    }

    @Test
    void theLocationOfWhatWasPublishedIsMadeOfWhatWasCheckedOnly() {
        try (RawHttp connection = REGISTRY.connect()) {
            String body = TestRegistry.TRUSTED.publishBody("{}");
            connection.send(
                    "PUT /actions/a.b/versions/1.0.0%0d%0aX-Evil:%201 HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                            + BOOTSTRAP_KEY + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                            + "\r\n\r\n"
                            + body);
            Answer answer = connection.answer("PUT", "/actions/a.b/versions/1.0.0%0d%0aX-Evil:%201");
            answer.expect(400);
            assertOneCleanAnswer(connection, answer);
        }
    }
}
