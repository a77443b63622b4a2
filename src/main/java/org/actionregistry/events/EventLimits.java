package org.actionregistry.events;

import java.time.Duration;

/**
 * What watching may cost.
 *
 * @param heartbeat how long a subscriber hears nothing before it gets a sign of life
 * @param patience how long a subscriber may take nothing while more is waiting for it
 * @param poll how often the journal is looked at when no signal comes
 * @param lifetime how long one subscription lasts before the subscriber has to show its credentials again
 * @param recent how many of the newest entries are kept in memory, a power of two
 * @param subscribers how many there may be in this process
 */
public record EventLimits(
        Duration heartbeat, Duration patience, Duration poll, Duration lifetime, int recent, int subscribers) {
    /** @throws IllegalArgumentException when {@code recent} is no power of two */
    public EventLimits {
        if (Integer.bitCount(recent) != 1) {
            throw new IllegalArgumentException("recent is " + recent + "; it should be a power of two");
        }
    }
}
