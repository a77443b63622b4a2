package org.actionregistry.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Places for requests that are worked on. Where these take longer than {@link #PATIENCE_NANOS} on average, there are fewer
 * places, in proportion (by Little's law, the time within falls with the number within); where they take less than half of
 * it, there are more again, up to what was given. So a burst that is soon done is let in, and what is let in does not wait
 * long, however slow the work is. Thread-safe.
 */
final class Lane {
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int LEAST = 16;

    private final int most;
    private final LongSupplier nanoTime;
    private final AtomicInteger within = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicLong nanosWithin = new AtomicLong();
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
        return within.get() >= places;
    }

    /** Takes a place, to be given back by {@link Place#leave}; null when there is none. */
    @Nullable
    Place enter() {
        if (within.incrementAndGet() <= places) {
            return new Place(nanoTime.getAsLong());
        }
        within.decrementAndGet();
        return null;
    }

    /** One request's. */
    final class Place {
        private final long entered;

        private Place(long entered) {
            this.entered = entered;
        }

        /** Once. */
        void leave() {
            long now = nanoTime.getAsLong();
            within.decrementAndGet();
            nanosWithin.addAndGet(now - entered);
            left.incrementAndGet();
            long before = since.get();
            if (now - before >= WINDOW_NANOS && since.compareAndSet(before, now)) {
                adapt();
            }
        }
    }

    /** Twice a second at most, by one who leaves. */
    private void adapt() {
        long mean = nanosWithin.getAndSet(0) / Math.max(1, left.getAndSet(0));
        if (mean > PATIENCE_NANOS) {
            places = Math.max(Math.min(LEAST, most), (int) (places * (double) PATIENCE_NANOS / mean));
        } else if (mean < PATIENCE_NANOS / 2) {
            places = Math.min(most, 2 * places);
        }
    }
}
