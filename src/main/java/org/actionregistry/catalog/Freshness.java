package org.actionregistry.catalog;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.actionregistry.action.Coordinate;

/**
 * Whether what this process remembers of the catalog may still be served. Whoever follows the journal tells it, in this
 * order: each change, and then, after every look at the journal, that it has caught up. Thread-safe; a change has reached
 * every listener when the call that reports it returns.
 */
public final class Freshness {
    /** Hears what is no longer true; called on any thread, and must not block. */
    public interface Listener {
        /** What is known of one version, its status and verdict included, may be wrong. */
        void versionChanged(Coordinate coordinate);

        /** Every version may be wrong. */
        void anythingChanged();

        /** Some list, whichever, may be wrong; follows each of the others as well. */
        void listsChanged();
    }

    private final long patienceNanos;
    private final LongSupplier epoch;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean following;
    private volatile long caughtUpAt;

    /**
     * Nothing may be served from memory before the journal has been caught up with for the first time.
     *
     * @param patience how long after the last look at the journal memory may still be served
     * @param epoch that of the trust store; changes with what verdicts rest on, before anyone hears of the change
     */
    public Freshness(Duration patience, LongSupplier epoch) {
        this.patienceNanos = patience.toNanos();
        this.epoch = epoch;
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public void versionChanged(Coordinate coordinate) {
        listeners.forEach(listener -> {
            listener.versionChanged(coordinate);
            listener.listsChanged();
        });
    }

    /** Something happened of which no more is known than that. */
    public void anythingChanged() {
        listeners.forEach(listener -> {
            listener.anythingChanged();
            listener.listsChanged();
        });
    }

    /** Something else than a version: an action, a namespace, a tag. */
    public void listsChanged() {
        listeners.forEach(Listener::listsChanged);
    }

    /**
     * Under what trust a verdict is given: another number after each change, the beginning and end of a key's time
     * included. What was read under another one is not served.
     */
    long epoch() {
        return epoch.getAsLong();
    }

    /**
     * Every change that was committed before a look at the journal has been reported.
     *
     * @param lookedAt when that look began, by {@link System#nanoTime}
     */
    public void caughtUp(long lookedAt) {
        caughtUpAt = lookedAt;
        following = true;
    }

    /** Changes may be missed from now on, until the journal has been caught up with again. */
    public void lost() {
        following = false;
    }

    /** Whether memory may be served at {@code now}, by {@link System#nanoTime}. */
    public boolean current(long now) {
        return following && now - caughtUpAt < patienceNanos;
    }
}
