package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;
import org.actionregistry.events.EventSignal;
import org.jspecify.annotations.Nullable;

/**
 * {@code LISTEN journal}: every server process hears of every batch that any of them commits. PostgreSQL keeps nothing for
 * a session that is away, so that a session that begins counts as a signal too. Through a pooler that shares sessions
 * between transactions nothing is heard; the hub's poll is all there is then.
 */
public final class JournalListener implements EventSignal {
    private static final String CHANNEL = "journal";
    private static final long SHORTEST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final Vertx vertx;
    private final Database database;
    private @Nullable PgSubscriber session;
    private boolean closed;

    public JournalListener(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    @Override
    public void listen(Runnable heard) {
        connect(heard, 0);
    }

    /** The client tries again by itself only once it has been connected, so the first time is repeated here. */
    private synchronized void connect(Runnable heard, int attempt) {
        if (closed) {
            return;
        }
        PgSubscriber fresh = database.subscriber().reconnectPolicy(JournalListener::pause);
        fresh.channel(CHANNEL).subscribeHandler(listening -> heard.run()).handler(nextIndex -> heard.run());
        session = fresh;
        fresh.connect().onFailure(refused -> vertx.setTimer(pause(attempt), again -> connect(heard, attempt + 1)));
    }

    private static long pause(int attempt) {
        return Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS << Math.min(attempt, 10));
    }

    @Override
    public synchronized Future<Void> close() {
        closed = true;
        return session == null ? Future.succeededFuture() : session.close();
    }
}
