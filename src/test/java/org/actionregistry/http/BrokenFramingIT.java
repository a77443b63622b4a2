package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.LogCapture;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are no proper HTTP, too large to be looked at, or never come to their end. */
class BrokenFramingIT {
    private static final TestRegistry REGISTRY = TestRegistry.start(
            Map.of("ACTION_REGISTRY_BODY_TIMEOUT_SECONDS", "1", "ACTION_REGISTRY_IDLE_TIMEOUT_SECONDS", "2"));
    private static final RegistryHttp HTTP = REGISTRY.http();
    private static final LogCapture LOG = LogCapture.from(Level.INFO);
    private static final String HOST = "Host: localhost\r\nX-API-Key: " + BOOTSTRAP_KEY + "\r\n";
    private static final String PUT =
            "PUT /actions/files.move/versions/1.0.0 HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";

    @AfterAll
    static void stop() {
        LOG.close();
        REGISTRY.close();
    }

    @AfterEach
    void theServerIsHealthyAndSaidNothing() {
        HTTP.get("/health/ready").expect(200);
        HTTP.get("/actions/files.move").expect(404, "ACTION_NOT_FOUND");
        LOG.assertQuiet();
    }

    static Stream<Arguments> broken() {
        String get = "GET /actions HTTP/1.1\r\n" + HOST;
        return Stream.of(
                Arguments.of("headers of 64 KiB", get + "X: " + "a".repeat(65_536) + "\r\n\r\n", 431),
                Arguments.of("many headers", get + ("X-" + "b".repeat(60) + ": c\r\n").repeat(1000) + "\r\n", 431),
                Arguments.of("a long request line", "GET /" + "a".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n", 414),
                Arguments.of(
                        "a long query", "GET /actions?q=" + "a".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n", 414),
                Arguments.of("words", "good morning to you\r\n\r\n", 400),
                Arguments.of("a header without a colon", get + "nonsense\r\n\r\n", 400),
                Arguments.of("a header name with a space", get + "X Y: z\r\n\r\n", 400),
                Arguments.of("a header with a NUL", get + "X: a\0b\r\n\r\n", 400),
                Arguments.of("a length that is none", PUT + "Content-Length: abc\r\n\r\n", 400),
                Arguments.of("a negative length", PUT + "Content-Length: -1\r\n\r\n", 400),
                Arguments.of("two lengths", PUT + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
                Arguments.of("no Host", "GET /actions HTTP/1.1\r\nX-API-Key: " + BOOTSTRAP_KEY + "\r\n\r\n", 400),
                Arguments.of("a Host that is none", "GET /actions HTTP/1.1\r\nHost: a b/c\r\n\r\n", 400),
                Arguments.of("a target without a slash", "GET actions HTTP/1.1\r\n" + HOST + "\r\n", 404),
                Arguments.of("an endless length", PUT + "Content-Length: 99999999999999\r\n\r\n", 413),
                Arguments.of("a length beyond 64 bits", PUT + "Content-Length: " + "9".repeat(30) + "\r\n\r\n", 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void isRefusedInTheFormOfEveryError(String what, String request, int status) {
        try (RawHttp connection = REGISTRY.connect()) {
            String[] line = request.split(" ", 3);
            Answer refused = connection.send(request).answer(line[0], line[1]).expect(status);
            assertThat(refused.error().getString("message")).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
                "\0\0\0\0\r\n\r\n",
                "\r\n\r\nSSH-2.0-x\r\n",
                PUT + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n",
                "GET /actions HTTP/3.7\r\n" + HOST
            })
    void whatIsNoHttpAtAllIsAnsweredOrCutOff(String garbage) {
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send(garbage).send("\r\n\r\n");
            assertThat(connection.isCutOff()).isTrue();
        }
    }

    @Test
    void lengthAndChunksTogetherAreNoWayToSmuggleARequest() {
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send(
                    PUT + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /whoami HTTP/1.1\r\n"
                            + HOST + "\r\n");
            connection.answer("PUT", "/actions/files.move/versions/1.0.0").expect(400);
        }
    }

    @Test
    void aMethodNobodyKnowsIsNotAllowed() {
        try (RawHttp connection = REGISTRY.connect()) {
            connection
                    .send("BREW /actions HTTP/1.1\r\n" + HOST + "\r\n")
                    .answer("BREW", "/actions")
                    .expect(405, "METHOD_NOT_ALLOWED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 1000\r\n\r\n{\"schema\":", "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"sch\r\n"})
    void aBodyThatStallsIsGivenUp(String beginning) {
        Instant start = Instant.now();
        try (RawHttp connection = REGISTRY.connect()) {
            Answer answer = connection.send(PUT + beginning).answer("PUT", "/actions/files.move/versions/1.0.0");
            answer.expect(408, "REQUEST_TIMEOUT");
            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aBodyThatTricklesInIsGivenUpAllTheSame() {
        Instant start = Instant.now();
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send(PUT + "Content-Length: 100000\r\n\r\n");
            while (!connection.hasInputWithin(50)
                    && Duration.between(start, Instant.now()).toSeconds() < 10) {
                connection.send(" ");
            }
            connection.answer("PUT", "/actions/files.move/versions/1.0.0").expect(408, "REQUEST_TIMEOUT");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /actions",
                "GET /actions HTTP/1.1\r\nHost: loc",
                "PUT /actions/files.move/versions/1.0.0 HTTP/1.1\r\nContent-Length: 1000\r\n\r\n{\"schema\":",
                ""
            })
    void aClientThatGoesAwayHalfWayIsNoEvent(String beginning) {
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send(beginning);
        }
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send(PUT + "Content-Length: 1000\r\n\r\n{\"schema\":");
            connection.reset();
        }
    }

    @Test
    void requestsThatArriveTogetherAreAnsweredInTurn() {
        String body = TRUSTED.publishBody("{}");
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send(("PUT /actions/pipe.line/versions/1.0.0 HTTP/1.1\r\n" + HOST
                            + "Content-Type: application/json\r\nContent-Length: "
                            + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                    + "GET /actions/pipe.line/versions/1.0.0 HTTP/1.1\r\n" + HOST + "\r\n"
                    + "GET /nothing HTTP/1.1\r\n" + HOST + "\r\n");
            connection.answer("PUT", "/actions/pipe.line/versions/1.0.0").expect(201);
            connection.answer("GET", "/actions/pipe.line/versions/1.0.0").expect(200);
            connection.answer("GET", "/nothing").expect(404, "ROUTE_NOT_FOUND");
        }
    }

    @Test
    void whoAsksFirstIsToldBeforeTheBodyIsSent() {
        String expect = "Expect: 100-continue\r\nContent-Length: ";
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send(PUT + expect + "300000\r\n\r\n");
            connection.answer("PUT", "/actions/files.move/versions/1.0.0").expect(413, "PAYLOAD_TOO_LARGE");
        }
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send(PUT.replace(BOOTSTRAP_KEY, "a-bad-key") + expect + "2\r\n\r\n");
            connection.answer("PUT", "/actions/files.move/versions/1.0.0").expect(401, "UNAUTHENTICATED");
        }
        try (RawHttp connection = REGISTRY.connect()) {
            connection.send(PUT + expect + "2\r\n\r\n");
            assertThat(connection.readLine()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(connection.readLine()).isEmpty();
            connection.send("{}");
            connection.answer("PUT", "/actions/files.move/versions/1.0.0").expect(400, "BAD_REQUEST");
        }
    }
}
