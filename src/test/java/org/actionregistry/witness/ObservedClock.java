package org.actionregistry.witness;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that lets something happen when it is looked at. */
final class ObservedClock extends Clock {
    private final Instant now;
    private final Runnable whenLookedAt;

    ObservedClock(Instant now, Runnable whenLookedAt) {
        this.now = now;
        this.whenLookedAt = whenLookedAt;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        whenLookedAt.run();
        return now;
    }
}
