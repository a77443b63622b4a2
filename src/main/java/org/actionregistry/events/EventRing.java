package org.actionregistry.events;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries, for readers on every thread; one thread at a time writes. A reader that comes too late for an entry
 * finds another in its place, and so knows.
 */
final class EventRing {
    private final AtomicReferenceArray<@Nullable Event> slots;
    private final int mask;

    /** @param capacity a power of two */
    EventRing(int capacity) {
        this.slots = new AtomicReferenceArray<>(capacity);
        this.mask = capacity - 1;
    }

    void put(Event event) {
        slots.set(slot(event.index()), event);
    }

    /** The entry at an index, or null where it is not, or no longer, kept. */
    @Nullable
    Event get(long index) {
        Event found = slots.get(slot(index));
        return found != null && found.index() == index ? found : null;
    }

    private int slot(long index) {
        return (int) (index & mask);
    }
}
