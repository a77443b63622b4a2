package org.actionregistry.events;

import io.vertx.core.Future;

/** Tells that entries may have been committed, by whichever process. What it says may come late, twice or not at all. */
public interface EventSignal {
    /**
     * Begins to listen, for as long as the process runs; does not wait, and does not fail while the source is away.
     *
     * @param heard called after each signal, and whenever listening begins anew after it was interrupted
     */
    void listen(Runnable heard);

    /** Stops listening. */
    Future<Void> close();
}
