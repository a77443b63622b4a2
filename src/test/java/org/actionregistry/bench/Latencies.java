package org.actionregistry.bench;

import java.util.Arrays;

/** How long each of many operations took. Not thread-safe. */
final class Latencies {
    private static final double NANOS_A_MS = 1_000_000;

    private final long[] nanos;
    private int count;

    /** @param capacity how many there will be at most */
    Latencies(int capacity) {
        nanos = new long[capacity];
    }

    void add(long tookNanos) {
        nanos[count++] = tookNanos;
    }

    /**
     * The least time within which {@code percent} of the operations ended, in milliseconds.
     *
     * @param percent above 0, at most 100
     */
    double percentileMs(double percent) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.max(rank, 1) - 1] / NANOS_A_MS;
    }
}
