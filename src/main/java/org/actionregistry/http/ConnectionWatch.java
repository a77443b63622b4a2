package org.actionregistry.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop. Refuses those beyond the limit, and closes those that keep the server waiting for a
 * request head, and those on which nothing moves: the second alone would let a client hold a connection for ever by sending
 * a byte now and then.
 */
final class ConnectionWatch {
    private static final Duration ROUND = Duration.ofMillis(500);

    /** One connection. Knows no request and no response, which would outlive their time with it. */
    static final class Watched {
        /** Since when nothing has been asked for; meaningless while an answer is owed. */
        private long since = System.nanoTime();

        private boolean asked;
        private boolean owed;
        private boolean upgraded;

        /** Null where Vert.x looks after idleness itself. */
        private @Nullable ChannelHandlerContext wire;

        private boolean moved;
        private long movedAt = System.nanoTime();
        private long unsent;

        /** Nobody else looks after idleness on the connection, whose reads and writes pass {@code here}. */
        void watchIdleness(ChannelHandlerContext here) {
            wire = here;
        }

        /** Something was read or written. */
        void moved() {
            moved = true;
        }

        /** A request head has arrived. */
        void asked() {
            asked = true;
            owed = true;
        }

        /**
         * All that was asked for is answered.
         *
         * @param now by {@link System#nanoTime}
         */
        void answered(long now) {
            asked = true;
            owed = false;
            since = now;
        }
    }

    private final ConnectionLimits limits;
    private final Map<HttpConnection, Watched> connections = new IdentityHashMap<>();

    ConnectionWatch(Vertx vertx, ConnectionLimits limits) {
        this.limits = limits;
        vertx.setPeriodic(ROUND.toMillis(), round -> closeSlow());
    }

    /** Null where there are enough connections, and this one is closed. */
    @Nullable
    Watched opened(HttpConnection connection) {
        if (limits.open().incrementAndGet() > limits.most() && limits.most() > 0) {
            limits.open().decrementAndGet();
            connection.close();
            return null;
        }
        Watched watched = new Watched();
        connections.put(connection, watched);
        connection.closeHandler(closed -> closed(connection));
        return watched;
    }

    private void closed(HttpConnection connection) {
        if (connections.remove(connection) != null) {
            limits.open().decrementAndGet();
        }
    }

    /**
     * The connection has become a WebSocket.
     *
     * @return to be run when that is closed
     */
    Runnable upgraded(HttpConnection connection) {
        Watched watched = connections.get(connection);
        if (watched != null) {
            watched.upgraded = true;
        }
        return () -> closed(connection);
    }

    private void closeSlow() {
        long now = System.nanoTime();
        List<HttpConnection> slow = new ArrayList<>();
        List<ChannelHandlerContext> idle = new ArrayList<>();
        connections.forEach((connection, watched) -> {
            if (isSlow(watched, now)) {
                slow.add(connection);
            } else if (watched.wire != null && isIdle(watched, watched.wire, now)) {
                idle.add(watched.wire);
            }
        });
        // Closing removes from the map that was just being looked through.
        slow.forEach(HttpConnection::close);
        // What a client does not read is not waited for.
        idle.forEach(ChannelHandlerContext::close);
    }

    /** Looking now and then is cheaper than noting the time of each read and write. */
    private boolean isIdle(Watched watched, ChannelHandlerContext wire, long now) {
        ChannelOutboundBuffer out = wire.channel().unsafe().outboundBuffer();
        long unsent = out == null ? 0 : out.totalPendingWriteBytes() - out.currentProgress();
        if (watched.moved || unsent != watched.unsent) {
            watched.moved = false;
            watched.unsent = unsent;
            watched.movedAt = now;
        }
        return now - watched.movedAt > limits.nextHead().toNanos();
    }

    private boolean isSlow(Watched watched, long now) {
        Duration patience = watched.asked ? limits.nextHead() : limits.firstHead();
        return !watched.upgraded && !watched.owed && now - watched.since > patience.toNanos();
    }
}
