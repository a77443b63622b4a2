package org.actionregistry.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Places for requests of one kind: as many as leave within {@link #TARGET_NANOS}, whatever the work costs just now, so that
 * what is let in does not wait long and what would have to is turned away while that is still cheap.
 *
 * <p>Requests that find {@code n} within, themselves included, and take {@code w} tell how many places that are: {@code n *
 * TARGET / w}, by Little's law, which holds from the first of them on and needs no rate of arrivals. Where there is no queue
 * that could be measured, the places double until all are there again. So a lane that was slow for a while recovers within
 * a second, one that is quick keeps room for a burst, and the number never depends on how many happened to come. As long as
 * nobody leaves, the age of those within tells ({@link #isStuck}).
 *
 * <p>Thread-safe.
 */
final class Lane {
    static final long TARGET_NANOS = TimeUnit.MILLISECONDS.toNanos(75);

    /** How long nobody may leave until nobody else is let in: longer, since a disk may well pause for as long as the target. */
    private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_WINDOW_NANOS = 10 * WINDOW_NANOS;

    /** Below this a lane never shrinks: some clients of a server that has just started are no overload, however slow it is. */
    static final int LEAST = 64;

    /** With fewer than this within, there may be no queue, and more would not take longer. */
    private static final int QUEUE = 4;

    /** How many have to leave before a window says anything. */
    private static final int SAMPLES = 4;

    /** What leaves sooner has waited for nothing, and says nothing of those that wait. */
    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int most;
    private final LongSupplier nanoTime;
    private final AtomicInteger within = new AtomicInteger();
    private volatile int places;

    /** The sum of the times at which those within have entered; may wrap around, as its differences do not. */
    private long entered;

    private long since;
    private int leftAtOnce;
    private int left;
    private long foundWithin;
    private long nanosWithin;

    /** @param most how many places there are at most, at least 1 */
    Lane(int most) {
        this(most, System::nanoTime);
    }

    Lane(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.places = most;
        this.since = nanoTime.getAsLong();
    }

    /** Whether {@link #enter} would find no place. */
    boolean isFull() {
        int now = within.get();
        return now >= places || (now >= LEAST && isStuck());
    }

    /** Takes a place, to be given back by {@link Place#leave}; null when there is none. */
    @Nullable
    synchronized Place enter() {
        if (isFull()) {
            return null;
        }
        long now = nanoTime.getAsLong();
        entered += now;
        return new Place(now, within.incrementAndGet());
    }

    /**
     * Whether those within have been there for too long on average: had they come one by one, the first of them would have been
     * there for twice as long.
     */
    private synchronized boolean isStuck() {
        int many = within.get();
        return many > 0 && (many * nanoTime.getAsLong() - entered) / many > STUCK_NANOS;
    }

    private synchronized void leave(long cameIn, int found) {
        long now = nanoTime.getAsLong();
        within.decrementAndGet();
        entered -= cameIn;
        if (now - cameIn < AT_ONCE_NANOS) {
            leftAtOnce++;
        } else {
            left++;
            foundWithin += found;
            nanosWithin += now - cameIn;
        }
        if (saysEnough(now - since)) {
            adapt();
            since = now;
            leftAtOnce = 0;
            left = 0;
            foundWithin = 0;
            nanosWithin = 0;
        }
    }

    /** Those that waited are waited for, since those that did not would outvote them; but not for long. */
    private boolean saysEnough(long window) {
        return left >= SAMPLES
                ? window >= WINDOW_NANOS
                : leftAtOnce >= SAMPLES && window >= (left == 0 ? WINDOW_NANOS : LONGEST_WINDOW_NANOS);
    }

    private void adapt() {
        boolean queue = foundWithin > (long) QUEUE * left || nanosWithin > TARGET_NANOS * left;
        if (left >= SAMPLES && queue) {
            double leaveInTime = (double) TARGET_NANOS * foundWithin / nanosWithin;
            places = Math.min(most, Math.max(LEAST, (int) leaveInTime));
        } else {
            places = Math.min(most, 2 * places);
        }
    }

    /** One request's. */
    final class Place {
        private final long entered;
        private final int found;

        private Place(long entered, int found) {
            this.entered = entered;
            this.found = found;
        }

        /** Once. */
        void leave() {
            Lane.this.leave(entered, found);
        }
    }
}
