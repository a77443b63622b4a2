package org.actionregistry.http;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Requests that come at even times to a lane in front of work that is done one after the other; by a clock of its own. */
final class Load {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private record Admitted(Lane.Place place, long since) {}

    /**
     * What became of them.
     *
     * @param perSecond how many were done
     * @param refused how many found no place
     * @param longestMs the time that the slowest of those done took
     */
    record Outcome(double perSecond, int refused, double longestMs) {}

    private final Lane lane;
    private final AtomicLong clock;
    private final long workNanos;
    private final ArrayDeque<Admitted> within = new ArrayDeque<>();
    private long doneAt;

    /** @param capacity how many can be done in a second */
    Load(Lane lane, AtomicLong clock, int capacity) {
        this.lane = lane;
        this.clock = clock;
        this.workNanos = SECOND / capacity;
    }

    Outcome run(int perSecond, int millis) {
        long interval = SECOND / perSecond;
        long start = clock.get();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        int done = 0;
        int refused = 0;
        long longest = 0;
        for (long arrival = start; arrival - end < 0; arrival += interval) {
            while (!within.isEmpty() && doneAt - arrival <= 0) {
                longest = Math.max(longest, doneAt - within.element().since());
                done++;
                finishOne();
            }
            clock.set(arrival);
            Lane.Place place = lane.enter();
            if (place == null) {
                refused++;
            } else {
                if (within.isEmpty()) {
                    doneAt = arrival + workNanos;
                }
                within.add(new Admitted(place, arrival));
            }
        }
        return new Outcome(done * 1_000.0 / millis, refused, longest / 1e6);
    }

    /** Does what is left. */
    void finish() {
        while (!within.isEmpty()) {
            finishOne();
        }
    }

    private void finishOne() {
        clock.set(doneAt);
        within.remove().place().leave();
        doneAt += workNanos;
    }
}
