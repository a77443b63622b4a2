package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.actionregistry.testing.Answer;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Subscribers that ask for much and take nothing. */
class SlowSubscriberIT {
    private static final int ENTRIES = 40_000;
    private static final TestRegistry REGISTRY = TestRegistry.start(Map.of(
            "ACTION_REGISTRY_EVENTS_PATIENCE_MS", "2000",
            "ACTION_REGISTRY_EVENTS_HEARTBEAT_MS", "500",
            "ACTION_REGISTRY_EVENTS_RECENT", "256",
            "ACTION_REGISTRY_EVENTS_SUBSCRIBERS", "2"));

    /** More than kernel and server would ever hold for one connection. */
    @BeforeAll
    static void fill() {
        Sql.run(
                REGISTRY.owner(),
                "INSERT INTO journal (index, type, body, leaf, time) SELECT i, 'version.published', '{\"name\":\"a.b\"}',"
                        + " convert_to('{\"index\":' || i || ',\"pad\":\"' || repeat('x', 1000) || '\"}', 'UTF8'), now()"
                        + " FROM generate_series(0, " + (ENTRIES - 1) + ") i",
                "UPDATE journal_head SET next_index = " + ENTRIES + ", last_time = now()");
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void isCutOffWithAReasonWhileOthersGoOn() throws IOException {
        try (Socket slow = ask("Accept: text/event-stream\r\n");
                EventReader other = EventReader.open(REGISTRY, "?since=0")) {
            awaitCutOff();
            assertThat(other.take(ENTRIES))
                    .extracting(EventReader.Event::index)
                    .last()
                    .isEqualTo(ENTRIES - 1L);

            String received = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(received).contains("\"index\":0,").doesNotContain("\"index\":" + (ENTRIES - 1) + ",");
            assertThat(received.substring(received.length() - 300))
                    .contains("event: error\ndata: {\"error\":{\"code\":\"SLOW_CONSUMER\"");
            assertThat(other.nextBlock().comment()).isTrue();
        }
    }

    @Test
    void isClosedWithACodeAndAReasonOverAWebSocket() throws IOException {
        try (Socket slow = ask("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
                EventReader other = EventReader.open(REGISTRY, "?namespace=other")) {
            awaitCutOff();

            byte[] received = slow.getInputStream().readAllBytes();

            assertThat(other.nextBlock().type()).isEmpty();
            String tail = new String(received, received.length - 120, 120, StandardCharsets.ISO_8859_1);
            // A close frame: 0x88, its length, the code 1013 in two bytes, the reason.
            assertThat(tail).containsPattern("\u0088.\u0003\u00f5SLOW_CONSUMER: ");
        }
    }

    /** There is room for two, so a third is refused until the server has parted with the slow one. */
    private static void awaitCutOff() {
        Answer third = REGISTRY.http().head("/events");
        third.expect(503);
        while (third.status() == 503) {
            third = REGISTRY.http().head("/events");
        }
        third.expect(200);
    }

    private static Socket ask(String headers) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8192);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), REGISTRY.port()));
        socket.getOutputStream()
                .write(("GET /events?since=0 HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + BOOTSTRAP_KEY + "\r\n"
                                + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isEqualTo('H');
        return socket;
    }
}
