package org.actionregistry.events;

import java.util.List;

/**
 * Keeps what a process remembers in step with the journal, whichever process has written it. Called on the hub's context,
 * one call at a time and in the order of the journal; a call must not block.
 */
public interface JournalFollower {
    /**
     * The journal has been reached for the first time: what was read before may be older than this.
     *
     * @param size how many entries there are; the following ones will be told of
     */
    void begin(long size);

    /** The next entries, without a gap. */
    void entries(List<Event> entries);

    /**
     * Every entry that was committed before a look at the journal has been told of.
     *
     * @param lookedAt when that look began, by {@link System#nanoTime}
     */
    default void caughtUp(long lookedAt) {
        // Most remember nothing that a silence of the journal could make wrong.
    }
}
