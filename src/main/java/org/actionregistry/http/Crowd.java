package org.actionregistry.http;

import java.util.concurrent.atomic.AtomicInteger;

/** A bound on how many requests of several kinds are worked on at once, which is a bound on memory. Thread-safe. */
final class Crowd {
    private final int most;
    private final AtomicInteger within = new AtomicInteger();

    /** @param most at least 1 */
    Crowd(int most) {
        this.most = most;
    }

    boolean isFull() {
        return within.get() >= most;
    }

    /** Whether there was a place, which then is taken until {@link #leave}. */
    boolean enter() {
        if (within.incrementAndGet() <= most) {
            return true;
        }
        within.decrementAndGet();
        return false;
    }

    /** Once for each that has entered. */
    void leave() {
        within.decrementAndGet();
    }
}
