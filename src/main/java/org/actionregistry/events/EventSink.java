package org.actionregistry.events;

import java.util.List;

/** Where one subscriber's events go. Used on the event loop of its connection only. */
public interface EventSink {
    /** Whether what was sent before has not left yet; then nothing more should be sent. */
    boolean isFull();

    /**
     * Asks to be told of room.
     *
     * @param drained called whenever it is no longer full
     */
    void onDrain(Runnable drained);

    /**
     * Writes events.
     *
     * @param events at least one; the list is not kept
     */
    void send(List<Event> events);

    /**
     * A sign of life.
     *
     * @param seen the index up to which the subscriber has been given everything that passes its filter
     */
    void heartbeat(long seen);

    /** Says why there will be no more, and closes. */
    void end(EndReason reason);
}
