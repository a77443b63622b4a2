package org.actionregistry.app;

import io.vertx.core.Vertx;
import java.util.List;
import org.actionregistry.events.Event;
import org.actionregistry.events.JournalFollower;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.postgres.PgJournal;

/**
 * Settles the transparency log once the database can be reached, for a server that has started without it: until then nobody
 * would find a checkpoint. A log that turns out not to be ours is halted by the journal itself.
 */
final class LateSettling implements JournalFollower {
    private static final long RETRY_MS = 500;

    private final Vertx vertx;
    private final PgJournal journal;

    LateSettling(Vertx vertx, PgJournal journal) {
        this.vertx = vertx;
        this.journal = journal;
    }

    @Override
    public void begin(long size) {
        journal.settle().onFailure(failure -> {
            if (failure instanceof Unavailable) {
                vertx.setTimer(RETRY_MS, again -> begin(size));
            }
        });
    }

    @Override
    public void entries(List<Event> entries) {
        // The journal settles itself with the first append, wherever that comes from.
    }
}
