package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same journal over a WebSocket. */
class EventSocketIT {
    private static final TestRegistry REGISTRY =
            TestRegistry.start(Map.of("ACTION_REGISTRY_EVENTS_HEARTBEAT_MS", "200"));
    private static final String[] HANDSHAKE = {
        "Connection: keep-alive, Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
    };

    @BeforeAll
    static void publish() {
        for (String name : new String[] {"files.move", "web.fetch", "files.copy"}) {
            REGISTRY.http().published(name, "1.0.0", "{}");
        }
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    /** Everything a socket says, in order, as text. */
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                said.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            said.add("ping");
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            said.add("close " + code + " " + reason);
            return null;
        }

        String next() throws InterruptedException {
            return String.valueOf(said.poll(30, TimeUnit.SECONDS));
        }

        String nextButPings() throws InterruptedException {
            String next = next();
            while (next.equals("ping")) {
                next = next();
            }
            return next;
        }
    }

    private static WebSocket open(TestRegistry registry, String query, Heard heard, String header, String key) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header(header, key)
                .buildAsync(URI.create("ws://127.0.0.1:" + registry.port() + "/events" + query), heard)
                .join();
    }

    private static String leaf(long index) {
        return String.valueOf(
                Sql.value(REGISTRY.owner(), "SELECT convert_from(leaf, 'UTF8') FROM journal WHERE index = " + index));
    }

    @Test
    void sendsOneTextFrameAnEntryAndThenWhatHappens() throws Exception {
        Heard heard = new Heard();
        WebSocket socket = open(REGISTRY, "?since=1&namespace=files", heard, "X-API-Key", BOOTSTRAP_KEY);

        assertThat(heard.nextButPings()).isEqualTo(leaf(2));

        long index =
                REGISTRY.http().published("files.later", "1.0.0", "{}").json().getLong("log_index");
        assertThat(heard.nextButPings()).isEqualTo(leaf(index));
        socket.abort();
    }

    @Test
    void takesTheKeyAsABearerTokenAndPingsWhenNothingHappens() throws Exception {
        Heard heard = new Heard();
        WebSocket socket = open(REGISTRY, "?namespace=quiet", heard, "Authorization", "Bearer " + BOOTSTRAP_KEY);

        assertThat(heard.next()).isEqualTo("ping");
        assertThat(heard.next()).isEqualTo("ping");
        socket.abort();
    }

    @Test
    void endsWhenTheClientEndsIt() throws Exception {
        Heard heard = new Heard();
        WebSocket socket = open(REGISTRY, "?namespace=quiet", heard, "X-API-Key", BOOTSTRAP_KEY);

        socket.sendText("nobody listens to this", true).join();
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();

        assertThat(heard.nextButPings()).startsWith("close 1000");
    }

    @ParameterizedTest
    @CsvSource({
        "/events, , 401, UNAUTHENTICATED",
        "/events, X-API-Key: wrong, 401, UNAUTHENTICATED",
        "/events?api_key=x, X-API-Key: KEY, 400, query.api_key",
        "/events?since=1000000, X-API-Key: KEY, 400, query.since",
        "/events?type=x, X-API-Key: KEY, 400, query.type"
    })
    void refusesAHandshakeLikeAnyOtherRequest(String target, String credential, int status, String word)
            throws IOException {
        try (RawHttp http = new RawHttp(REGISTRY.port())) {
            String[] headers = Arrays.copyOf(HANDSHAKE, HANDSHAKE.length + 1);
            headers[HANDSHAKE.length] = credential == null ? "X-None: x" : credential.replace("KEY", BOOTSTRAP_KEY);
            http.send(RawHttp.head("GET", target, headers));
            RawHttp.Response refusal = http.read();
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.header("Content-Type")).isEqualTo("application/json");
            assertThat(refusal.text()).contains(word);

            // The connection is still good for something else.
            http.send(RawHttp.head("GET", "/health/live"));
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, Connection: close, header.Connection",
        "2, Sec-WebSocket-Version: 8, header.Sec-WebSocket-Version",
        "2, X-None: x, header.Sec-WebSocket-Version",
        "3, Sec-WebSocket-Key: short, header.Sec-WebSocket-Key"
    })
    void refusesAHandshakeThatIsNone(int replaced, String header, String place) throws IOException {
        String[] headers = Arrays.copyOf(HANDSHAKE, HANDSHAKE.length + 1);
        headers[replaced] = header;
        headers[HANDSHAKE.length] = "X-API-Key: " + BOOTSTRAP_KEY;

        RawHttp.Response refusal = RawHttp.exchange(REGISTRY.port(), "GET", "/events", headers);

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.text()).contains(place);
    }

    @Test
    void isNoWebSocketAtAnyOtherPath() throws IOException {
        String[] headers = Arrays.copyOf(HANDSHAKE, HANDSHAKE.length + 1);
        headers[HANDSHAKE.length] = "X-API-Key: " + BOOTSTRAP_KEY;

        assertThat(RawHttp.exchange(REGISTRY.port(), "GET", "/actions", headers).status())
                .isEqualTo(200);
    }

    @Test
    void isToldThatTheServerGoesAwayAndDoesNotHoldItUp() throws Exception {
        TestRegistry leaving = TestRegistry.start();
        Heard heard = new Heard();
        open(leaving, "", heard, "X-API-Key", BOOTSTRAP_KEY);
        EventReader reader = EventReader.open(leaving, "");

        long start = System.nanoTime();
        leaving.stop();
        long took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);

        assertThat(heard.nextButPings()).startsWith("close 1001 SHUTTING_DOWN");
        EventReader.Event last = reader.next();
        assertThat(last.type()).isEqualTo("error");
        assertThat(last.json().getJsonObject("error").getString("code")).isEqualTo("SHUTTING_DOWN");
        assertThat(reader.isOver()).isTrue();
        assertThat(took).isLessThan(8);
    }

    @Test
    void isAskedToShowItsCredentialsAgainAfterAWhile() throws Exception {
        try (TestRegistry registry = TestRegistry.start(
                Map.of("ACTION_REGISTRY_EVENTS_LIFETIME_SECONDS", "1", "ACTION_REGISTRY_EVENTS_HEARTBEAT_MS", "200"))) {
            Heard heard = new Heard();
            open(registry, "", heard, "X-API-Key", BOOTSTRAP_KEY);
            try (EventReader reader = EventReader.open(registry, "")) {
                assertThat(heard.nextButPings()).startsWith("close 1012 LIFETIME_OVER");
                assertThat(reader.next().data()).contains("LIFETIME_OVER");
                assertThat(reader.isOver()).isTrue();
            }
        }
    }
}
