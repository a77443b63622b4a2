package org.actionregistry.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Places for requests that are worked on. While it is busy, there are as many as leave within {@link #PATIENCE}, so that by
 * Little's law (requests within = rate x time within) nobody who is let in waits much longer than that, however fast or slow
 * the work is; while it is not, there are as many as it was given, so that a burst after silence is let in. Thread-safe.
 */
final class Lane {
    private static final double PATIENCE = 0.5;

    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int LEAST = 16;

    private final int most;
    private final LongSupplier nanoTime;
    private final AtomicInteger within = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicLong since;
    private volatile int places;

    /** @param most how many places there are at most, at least 1 */
    Lane(int most) {
        this(most, System::nanoTime);
    }

    Lane(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.places = most;
        this.since = new AtomicLong(nanoTime.getAsLong());
    }

    boolean isFull() {
        look();
        return within.get() >= places;
    }

    /** Takes a place, to be given back by {@link #leave}; false when there is none. */
    boolean enter() {
        look();
        if (within.incrementAndGet() <= places) {
            return true;
        }
        within.decrementAndGet();
        return false;
    }

    void leave() {
        within.decrementAndGet();
        left.incrementAndGet();
    }

    /** Twice a second, by whoever comes first. */
    private void look() {
        long now = nanoTime.getAsLong();
        long before = since.get();
        if (now - before >= WINDOW_NANOS && since.compareAndSet(before, now)) {
            double seconds = (now - before) / 1e9;
            double worthwhile = left.getAndSet(0) / seconds * PATIENCE;
            boolean busy = within.get() >= places / 2;
            double wanted = busy ? worthwhile : 2.0 * places;
            places = (int) Math.min(most, Math.max(Math.min(LEAST, most), wanted));
        }
    }
}
