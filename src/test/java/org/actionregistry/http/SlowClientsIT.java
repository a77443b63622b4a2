package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that hold connections without asking for anything, and clients that ask with too much around it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SlowClientsIT {
    private static final String REQUEST =
            "GET /whoami HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + BOOTSTRAP_KEY + "\r\n";

    /** Sends a byte again and again until the server has had enough. */
    private static Duration dribbleUntilClosed(RawHttp connection) {
        Instant start = Instant.now();
        connection.send("GET /whoami HTTP/1.1\r\nX-Slow: ");
        while (!connection.endsWithin(Duration.ofMillis(100))) {
            connection.send("a");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
        }
        return Duration.between(start, Instant.now());
    }

    @Test
    void aHeadThatComesByteByByteIsCutOff() {
        try (TestRegistry registry = TestRegistry.start(Map.of("ACTION_REGISTRY_HEAD_TIMEOUT_SECONDS", "1"));
                RawHttp connection = registry.connect()) {
            dribbleUntilClosed(connection);
        }
    }

    @Test
    void theHeadOfALaterRequestIsCutOffAsWell() {
        try (TestRegistry registry = TestRegistry.start(Map.of("ACTION_REGISTRY_IDLE_TIMEOUT_SECONDS", "2"));
                RawHttp connection = registry.connect()) {
            connection.get("/whoami").expect(200);
            assertThat(dribbleUntilClosed(connection)).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void aSubscriberMayBeSilentForAsLongAsItLikes() {
        try (TestRegistry registry = TestRegistry.start(Map.of(
                        "ACTION_REGISTRY_HEAD_TIMEOUT_SECONDS", "1",
                        "ACTION_REGISTRY_IDLE_TIMEOUT_SECONDS", "2",
                        "ACTION_REGISTRY_EVENTS_HEARTBEAT_MS", "500"));
                RawHttp stream = registry.connect();
                RawHttp idle = registry.connect()) {
            stream.send("GET /events HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + BOOTSTRAP_KEY + "\r\n\r\n");
            idle.get("/whoami").expect(200);

            // Opened later and dropped for its silence: by then the stream has outlasted the limit as well.
            assertThat(idle.endsWithin(Duration.ofSeconds(15))).isTrue();
            assertThat(stream.endsWithin(Duration.ofMillis(1500))).isFalse();
        }
    }

    @Test
    void whoAsksAndDoesNotReadTheAnswersIsCutOff() throws Exception {
        try (TestRegistry registry = TestRegistry.start(Map.of("ACTION_REGISTRY_IDLE_TIMEOUT_SECONDS", "2"));
                RawHttp connection = registry.connect()) {
            registry.http().published("files.move", "1.0.0", "{\"description\":\"" + "word ".repeat(10_000) + "\"}");
            String request = "GET /actions/files.move/versions/1.0.0 HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                    + BOOTSTRAP_KEY + "\r\n\r\n";
            byte[] farTooMany = request.repeat(200_000).getBytes(StandardCharsets.US_ASCII);

            CompletableFuture<Boolean> sent = CompletableFuture.supplyAsync(() -> connection.isSent(farTooMany));

            assertThat(sent.get(20, TimeUnit.SECONDS)).isFalse();
            assertThat(answersAgain(registry)).isTrue();
        }
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAndTheirPlacesComeFreeAgain() {
        try (TestRegistry registry = TestRegistry.start(Map.of("ACTION_REGISTRY_MAX_CONNECTIONS", "3"))) {
            List<RawHttp> open = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                RawHttp connection = registry.connect();
                connection.get("/whoami").expect(200);
                open.add(connection);
            }
            try (RawHttp fourth = registry.connect()) {
                fourth.send(REQUEST + "\r\n");
                assertThat(fourth.endsWithin(Duration.ofSeconds(10))).isTrue();
            }
            open.get(0).get("/whoami").expect(200);

            open.forEach(RawHttp::close);

            assertThat(answersAgain(registry)).isTrue();
        }
    }

    @Test
    void aWebSocketGivesItsPlaceBack() {
        try (TestRegistry registry = TestRegistry.start(Map.of("ACTION_REGISTRY_MAX_CONNECTIONS", "1"))) {
            for (int i = 0; i < 3; i++) {
                boolean upgraded = false;
                for (int attempt = 0; attempt < 200 && !upgraded; attempt++) {
                    try (RawHttp socket = registry.connect()) {
                        socket.send("GET /events HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + BOOTSTRAP_KEY
                                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
                        upgraded = socket.readLine().contains("101");
                    } catch (UncheckedIOException closedAtOnce) {
                        upgraded = false;
                    }
                }
                assertThat(upgraded).as("time " + i).isTrue();
            }
        }
    }

    /** A closed connection is noticed a moment later. */
    private static boolean answersAgain(TestRegistry registry) {
        for (int attempt = 0; attempt < 200; attempt++) {
            try (RawHttp connection = registry.connect()) {
                connection.get("/whoami").expect(200);
                return true;
            } catch (UncheckedIOException closedAtOnce) {
                // Not yet.
            }
        }
        return false;
    }

    @Test
    void aHeadOfTooManyLinesIsRefused() {
        try (TestRegistry registry = TestRegistry.start(Map.of("ACTION_REGISTRY_MAX_HEADERS", "20"));
                RawHttp connection = registry.connect()) {
            connection.send(REQUEST + "X-More: 1\r\n".repeat(18) + "\r\n");
            connection.answer("GET", "/whoami").expect(200);
            connection.send(REQUEST + "X-More: 1\r\n".repeat(19) + "\r\n");
            connection.answer("GET", "/whoami").expect(431, "HEADERS_TOO_LARGE");
        }
    }
}
