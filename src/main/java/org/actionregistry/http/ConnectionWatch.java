package org.actionregistry.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
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

    /** One connection. */
    static final class Watched {
        /** Since when nothing has been asked for; meaningless while {@link #answer} is under way. */
        private long since = System.nanoTime();

        private @Nullable HttpServerResponse answer;
        private boolean answering;
        private boolean answeredBefore;
        private boolean upgraded;

        /**
         * A request was answered as soon as its head had arrived.
         *
         * @param now by {@link System#nanoTime}
         */
        void answered(long now) {
            since = now;
            answeredBefore = true;
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

    /** A request head has arrived. */
    void asked(HttpServerRequest request) {
        Watched watched = connections.get(request.connection());
        if (watched != null) {
            watched.answer = request.response();
            watched.answering = true;
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
        if (watched.upgraded) {
            return false;
        }
        HttpServerResponse answer = watched.answer;
        if (answer == null && !watched.answeredBefore) {
            return now - watched.since > limits.firstHead().toNanos();
        }
        if (watched.answering && answer != null && (answer.ended() || answer.closed())) {
            watched.answering = false;
            watched.since = now;
        }
        return !watched.answering && now - watched.since > limits.nextHead().toNanos();
    }
}
