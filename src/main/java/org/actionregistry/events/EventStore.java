package org.actionregistry.events;

import io.vertx.core.Future;
import java.util.List;

/**
 * Where committed journal entries are read. Indexes are contiguous and committed in their order, so whoever has seen every
 * entry below some index misses nothing by asking from there on.
 */
public interface EventStore {
    /** How many entries there are: the index the next one will get. */
    Future<Long> size();

    /**
     * Entries in the order of their indexes.
     *
     * @param from the first index
     * @param limit the most entries, at least 1
     */
    Future<List<Event>> read(long from, int limit);

    /**
     * One page of entries with all that a mirror verifies them by.
     *
     * @param from the first index
     * @param limit the most entries, at least 1; fewer are answered where their documents are large
     */
    Future<ChangePage> changes(long from, int limit);
}
