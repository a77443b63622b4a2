package org.actionregistry.http;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.Test;

/** What thousands of subscribers that do nothing cost, and how long news takes to reach them all. */
class IdleSubscribersLarge {
    private static final int SUBSCRIBERS = 5000;
    private static final long MOST_BYTES_EACH = 20 * 1024;
    private static final long MOST_MS = 1000;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(16 * 1024);

    @Test
    void costLittleHeapEachAndHearOfAPublishWithinASecond() throws IOException {
        List<SocketChannel> channels = new ArrayList<>(SUBSCRIBERS);
        try (TestRegistry registry = TestRegistry.start()) {
            registry.http().published("warm.up", "1.0.0", "{}");
            long before = heap();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                channels.add(subscribe(registry.port()));
            }
            long each = (heap() - before) / SUBSCRIBERS;

            long start = System.nanoTime();
            registry.http().published("big.news", "1.0.0", "{}");
            for (SocketChannel channel : channels) {
                readUntil(channel, "\n\n", "big.news");
            }
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

            System.out.printf(
                    "%d idle subscribers: %d bytes of heap each, both ends; news to all in %d ms%n",
                    SUBSCRIBERS, each, took);
            assertThat(each).isLessThan(MOST_BYTES_EACH);
            assertThat(took).isLessThan(MOST_MS);
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    private SocketChannel subscribe(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.write(ByteBuffer.wrap(("GET /events HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + BOOTSTRAP_KEY
                        + "\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        readUntil(channel, "\n\n", "id: ");
        return channel;
    }

    private void readUntil(SocketChannel channel, String... words) throws IOException {
        StringBuilder received = new StringBuilder();
        while (!List.of(words).stream().allMatch(word -> received.indexOf(word) >= 0)) {
            buffer.clear();
            assertThat(channel.read(buffer)).isPositive();
            received.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
