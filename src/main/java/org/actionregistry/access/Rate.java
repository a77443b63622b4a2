package org.actionregistry.access;

import java.time.Duration;

/**
 * How much is allowed.
 *
 * @param burst how many at once, after a time of silence; 0 for no limit at all
 * @param refill how many of them come back in each {@code period}; they come one by one
 */
public record Rate(long burst, long refill, Duration period) {
    /** No limit. */
    public static final Rate UNLIMITED = new Rate(0, 0, Duration.ofSeconds(1));

    /** A steady rate; 0 for no limit. */
    public static Rate perSecond(long rate, long burst) {
        return rate == 0 ? UNLIMITED : new Rate(Math.max(rate, burst), rate, Duration.ofSeconds(1));
    }

    /** A steady rate that may be spent at once; 0 for no limit. */
    public static Rate perMinute(long rate) {
        return rate == 0 ? UNLIMITED : new Rate(rate, rate, Duration.ofMinutes(1));
    }

    /** Whether there is a limit. */
    public boolean isLimited() {
        return burst > 0;
    }
}
