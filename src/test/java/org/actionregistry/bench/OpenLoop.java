package org.actionregistry.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Clients that do not wait for each other: requests are due at even times, whatever became of earlier ones, and are given
 * up where all connections are taken, as a client with a full pool would do. One thread.
 */
final class OpenLoop implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Selector selector;
    private final ArrayDeque<Line> idle = new ArrayDeque<>();
    private final int connections;

    private OpenLoop(Selector selector, int connections) {
        this.selector = selector;
        this.connections = connections;
    }

    /**
     * What became of the requests that were due.
     *
     * @param statuses how many were answered with each
     * @param accepted latencies of answers 200 to 299, from when the request was due
     * @param refused latencies of answers 503
     * @param unsent had no free connection when they were due
     */
    record Result(double seconds, Map<Integer, Integer> statuses, Latencies accepted, Latencies refused, int unsent) {
        double goodput() {
            return statuses.entrySet().stream()
                            .filter(status -> status.getKey() / 100 == 2)
                            .mapToInt(Map.Entry::getValue)
                            .sum()
                    / seconds;
        }
    }

    private static final class Line {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(32 * 1024);
        private long due;

        private Line(SocketChannel channel) {
            this.channel = channel;
        }
    }

    static OpenLoop connect(int port, int connections) throws IOException {
        OpenLoop load = new OpenLoop(Selector.open(), connections);
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

    /** Sends at a rate for a time, then waits for the last answers. */
    Result run(double perSecond, int seconds, Supplier<byte[]> requests) throws IOException {
        int total = (int) (perSecond * seconds);
        double interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        Tally tally = new Tally(total);
        long start = System.nanoTime();
        int due = 0;
        long heard = start;
        while (due < total || idle.size() < connections) {
            for (long now = System.nanoTime(); due < total && now - start >= due * interval; due++) {
                Line line = idle.poll();
                if (line == null) {
                    tally.unsent++;
                } else {
                    line.due = start + (long) (due * interval);
                    send(line.channel, requests.get());
                }
            }
            if (selector.select(1) > 0) {
                collect(tally);
                heard = System.nanoTime();
            } else if (due == total && System.nanoTime() - heard > PATIENCE_NANOS) {
                throw new IOException("no answer for 30 seconds");
            }
        }
        double took = (System.nanoTime() - start) / 1e9;
        return new Result(took, tally.statuses, tally.accepted(), tally.refused(), tally.unsent);
    }

    private static final class Tally {
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private final List<Long> accepted;
        private final List<Long> refused = new ArrayList<>();
        private int unsent;

        private Tally(int total) {
            accepted = new ArrayList<>(total);
        }

        void add(int status, long nanos) {
            statuses.merge(status, 1, Integer::sum);
            if (status / 100 == 2) {
                accepted.add(nanos);
            } else if (status == 503) {
                refused.add(nanos);
            }
        }

        Latencies accepted() {
            return latencies(accepted);
        }

        Latencies refused() {
            return latencies(refused);
        }

        private static Latencies latencies(List<Long> nanos) {
            Latencies latencies = new Latencies(Math.max(1, nanos.size()));
            if (nanos.isEmpty()) {
                latencies.add(0);
            }
            nanos.forEach(latencies::add);
            return latencies;
        }
    }

    private void collect(Tally tally) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            Line line = (Line) key.attachment();
            int status = read(line);
            if (status > 0) {
                tally.add(status, System.nanoTime() - line.due);
                idle.add(line);
            }
        }
        selector.selectedKeys().clear();
    }

    /** The status of an answer that is complete, else 0; knows of HTTP/1.1 what our own server sends. */
    private static int read(Line line) throws IOException {
        if (line.channel.read(line.in) < 0) {
            throw new IOException("the server has closed a connection");
        }
        String head = head(line.in);
        int field = head.indexOf("\r\ncontent-length: ");
        if (!head.endsWith("\r\n\r\n") || field < 0) {
            return 0;
        }
        int digits = field + "\r\ncontent-length: ".length();
        int length = Integer.parseInt(head.substring(digits, head.indexOf('\r', digits)));
        if (line.in.position() < head.length() + length) {
            return 0;
        }
        line.in.clear();
        return Integer.parseInt(head.substring(9, 12));
    }

    /** What there is of the head; whole when it ends with an empty line. */
    private static String head(ByteBuffer in) {
        String text = new String(in.array(), 0, Math.min(in.position(), 2048), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        return (end < 0 ? text : text.substring(0, end + 4)).toLowerCase(Locale.ROOT);
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
