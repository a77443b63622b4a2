package org.actionregistry.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends prepared requests over keep-alive connections, from one thread: it shares the cores with the server that it loads,
 * so it should cost little. Every answer must be 201.
 */
final class HttpLoad implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Selector selector;
    private final ArrayDeque<Line> idle = new ArrayDeque<>();

    private HttpLoad(Selector selector) {
        this.selector = selector;
    }

    /** @param seconds from the first request to the last answer */
    record Result(int requests, double seconds, Latencies latencies) {
        double perSecond() {
            return requests / seconds;
        }
    }

    /** One connection and the request that is under way on it. */
    private static final class Line {
        private final SocketChannel channel;
        private final Answers answers = new Answers();
        private long since;

        private Line(SocketChannel channel) {
            this.channel = channel;
        }
    }

    static HttpLoad connect(int port, int connections) throws IOException {
        HttpLoad load = new HttpLoad(Selector.open());
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Line line = new Line(channel);
            channel.register(load.selector, SelectionKey.OP_READ, line);
            load.idle.add(line);
        }
        return load;
    }

    /** Closed loop: each connection sends its next request as soon as it has its answer. */
    Result asFastAsItGoes(List<byte[]> requests) throws IOException {
        return run(requests, 0);
    }

    /**
     * Open loop: requests are due at even times, whether or not earlier ones have been answered. A latency counts from
     * the time a request was due, so that a stall shows in all who would have met it.
     */
    Result at(double perSecond, List<byte[]> requests) throws IOException {
        return run(requests, (long) (TimeUnit.SECONDS.toNanos(1) / perSecond));
    }

    private Result run(List<byte[]> requests, long intervalNanos) throws IOException {
        Latencies latencies = new Latencies(requests.size());
        long start = System.nanoTime();
        long heard = start;
        int sent = 0;
        int answered = 0;
        while (answered < requests.size()) {
            long now = System.nanoTime();
            while (sent < requests.size() && !idle.isEmpty() && now - start >= sent * intervalNanos) {
                Line line = idle.remove();
                line.since = intervalNanos == 0 ? System.nanoTime() : start + sent * intervalNanos;
                send(line.channel, requests.get(sent++));
            }
            if (awaitAnswers(start + sent * intervalNanos - now, sent < requests.size() && !idle.isEmpty())) {
                answered += collect(latencies);
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > PATIENCE_NANOS) {
                throw new IOException("no answer for 30 seconds");
            }
        }
        return new Result(answered, (System.nanoTime() - start) / 1e9, latencies);
    }

    /** Waits for answers; where a request is to be sent before, not longer than to its time (rounded up to 1 ms). */
    private boolean awaitAnswers(long untilDueNanos, boolean due) throws IOException {
        return due
                ? selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(untilDueNanos))) > 0
                : selector.select(1_000) > 0;
    }

    private int collect(Latencies latencies) throws IOException {
        int complete = 0;
        for (SelectionKey key : selector.selectedKeys()) {
            Line line = (Line) key.attachment();
            if (line.answers.read(line.channel)) {
                latencies.add(System.nanoTime() - line.since);
                idle.add(line);
                complete++;
            }
        }
        selector.selectedKeys().clear();
        return complete;
    }

    private static void send(SocketChannel channel, byte[] request) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(request);
        channel.write(buffer);
        if (buffer.hasRemaining()) {
            throw new IOException("a request of " + request.length + " bytes does not fit the socket's buffer");
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
