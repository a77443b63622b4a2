package org.actionregistry.app;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.RegistryProcess;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of clients that connect and say nothing; the server runs in a process, and so with files, of its own. */
class IdleConnectionsIT {
    private static final int WANTED = 10_000;
    private static final int AT_LEAST = 2_000;
    /** Files that this process and the server need beside the connections. */
    private static final int OTHER_FILES = 1_000;

    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(8);

    @TempDir
    private Path directory;

    @Test
    void keepNobodyElseWaitingAndAreDroppedInTheEnd() throws IOException {
        TestDatabase database = TestDatabase.fresh();
        Map<String, String> settings =
                Map.of("ACTION_REGISTRY_IDLE_TIMEOUT_SECONDS", Long.toString(IDLE_TIMEOUT.toSeconds()));
        try (RegistryProcess serve = RegistryProcess.start(
                directory, TestRegistry.environment(database.owner(), database.runtime(), settings), "serve")) {
            int port = serve.awaitPort();
            RegistryHttp http = RegistryHttp.of(port, BOOTSTRAP_KEY);
            http.published("files.move", "1.0.0", "{}");
            List<SocketChannel> idle = new ArrayList<>();
            try {
                connect(idle, port);

                Instant start = Instant.now();
                http.get("/actions/files.move/versions/1.0.0").expect(200);
                assertThat(Duration.between(start, Instant.now()))
                        .as("answered while the others are still idle, not when they have been dropped")
                        .isLessThan(IDLE_TIMEOUT);

                assertAllAreClosedWithin(idle, IDLE_TIMEOUT.plusSeconds(12));
                http.get("/actions/files.move/versions/1.0.0").expect(200);
            } finally {
                for (SocketChannel channel : idle) {
                    channel.close();
                }
            }
            RegistryProcess.Result end = serve.terminate();
            assertThat(end.exitCode()).isZero();
            assertThat(end.err()).doesNotContain("\"WARN\"", "\"ERROR\"");
        }
    }

    /** As many as the limit on open files of a process allows, up to {@link #WANTED}. */
    private static void connect(List<SocketChannel> idle, int port) throws IOException {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : AT_LEAST + OTHER_FILES;
        long count = Math.min(WANTED, files - OTHER_FILES);
        assertThat(count).as("connections that `ulimit -n` allows").isGreaterThanOrEqualTo(AT_LEAST);
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        while (idle.size() < count) {
            idle.add(SocketChannel.open(server));
        }
    }

    private static void assertAllAreClosedWithin(List<SocketChannel> idle, Duration patience) throws IOException {
        Instant giveUp = Instant.now().plus(patience);
        try (Selector selector = Selector.open()) {
            for (SocketChannel channel : idle) {
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            }
            while (!selector.keys().isEmpty()) {
                assertThat(Instant.now())
                        .as("%s connections are open", selector.keys().size())
                        .isBefore(giveUp);
                selector.select(IdleConnectionsIT::forgetIfEnded, 500);
            }
        }
    }

    private static void forgetIfEnded(SelectionKey key) {
        try {
            if (((SocketChannel) key.channel()).read(ByteBuffer.allocate(64)) < 0) {
                key.cancel();
            }
        } catch (IOException reset) {
            key.cancel();
        }
    }
}
