package org.actionregistry.http;

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
 * request head: the idle time-out alone would let a client hold a connection for ever by sending a byte now and then.
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
        connections.forEach((connection, watched) -> {
            if (isSlow(watched, now)) {
                slow.add(connection);
            }
        });
        // Closing removes from the map that was just being looked through.
        slow.forEach(HttpConnection::close);
    }

    private boolean isSlow(Watched watched, long now) {
        Duration patience = watched.asked ? limits.nextHead() : limits.firstHead();
        return !watched.upgraded && !watched.owed && now - watched.since > patience.toNanos();
    }
}
