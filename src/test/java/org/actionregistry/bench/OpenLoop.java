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
import java.util.concurrent.TimeUnit;

/**
 * Clients that do not wait for each other: requests are due at even times, whatever became of earlier ones, and are given
 * up where all connections are taken, as a client with a full pool would do. Besides, one connection asks every
 * {@value #PROBE_MS} ms whether the server is alive, which is never refused and needs nothing but an event loop. One
 * thread, which shares the cores with the server: the tally says how late it was itself.
 */
final class OpenLoop implements AutoCloseable {
    private static final long PATIENCE_MS = TimeUnit.SECONDS.toMillis(30);
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    private static final int PROBE_MS = 20;
    private static final byte[] PROBE =
            "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer shared = ClientLine.buffer();
    private final Selector selector;
    private final ArrayDeque<ClientLine> idle = new ArrayDeque<>();
    private final int port;
    private final int connections;
    private final ClientLine probe;
    private boolean probing;

    private OpenLoop(int port, int connections) throws IOException {
        this.selector = Selector.open();
        this.port = port;
        this.connections = connections;
        this.probe = line();
        for (int i = 0; i < connections; i++) {
            idle.add(line());
        }
    }

    /** Connects, and waits until the server has taken every connection. */
    static OpenLoop connect(int port, int connections) throws IOException {
        OpenLoop load = new OpenLoop(port, connections);
        for (ClientLine line : load.idle) {
            line.send(PROBE, System.nanoTime());
        }
        for (int answered = 0; answered < connections; ) {
            if (load.selector.select(PATIENCE_MS) == 0) {
                throw new IOException("no answer for 30 seconds");
            }
            for (SelectionKey key : load.selector.selectedKeys()) {
                answered += ((ClientLine) key.attachment()).read() > 0 ? 1 : 0;
            }
            load.selector.selectedKeys().clear();
        }
        return load;
    }

    private ClientLine line() throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        ClientLine line = new ClientLine(channel, shared);
        channel.register(selector, SelectionKey.OP_READ, line);
        return line;
    }

    /** Sends at a rate for a time, then waits for the last answers. */
    Tally run(double perSecond, int seconds, RequestSource requests) throws IOException {
        int total = (int) (perSecond * seconds);
        double interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        Tally tally = new Tally();
        long start = System.nanoTime();
        int due = 0;
        long heard = start;
        while (due < total || idle.size() < connections || probing) {
            for (long now = System.nanoTime(); due < total && now - start >= due * interval; due++) {
                ClientLine line = idle.poll();
                if (line == null) {
                    tally.unsent();
                } else {
                    line.send(requests.next(), start + (long) (due * interval));
                    tally.sent(line);
                }
            }
            if (due < total) {
                probe();
                tally.end(System.nanoTime() - start);
            }
            if (selector.select(1) > 0) {
                collect(tally, requests);
                heard = System.nanoTime();
            } else if (due == total && System.nanoTime() - heard > PATIENCE_NANOS) {
                throw new IOException("no answer for 30 seconds");
            }
        }
        return tally;
    }

    private void probe() throws IOException {
        long now = System.nanoTime();
        if (!probing && now - probe.due() >= TimeUnit.MILLISECONDS.toNanos(PROBE_MS)) {
            probe.send(PROBE, now);
            probing = true;
        }
    }

    private void collect(Tally tally, RequestSource requests) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            ClientLine line = (ClientLine) key.attachment();
            int status = line.read();
            if (status < 0) {
                tally.cut();
                key.cancel();
                line.close();
                idle.add(line());
            } else if (status > 0 && line == probe) {
                tally.probed(line);
                probing = false;
            } else if (status > 0) {
                tally.answered(line, status);
                if (status == 503 || status == 429) {
                    requests.back(line.request());
                }
                idle.add(line);
            }
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
