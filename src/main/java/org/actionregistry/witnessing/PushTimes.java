package org.actionregistry.witnessing;

import java.time.Duration;

/**
 * How patient a push is.
 *
 * @param connect how long a connection may take to be made
 * @param exchange how long one request may take, answer included
 * @param firstPause after the first failure; each further one in a row doubles it
 * @param longestPause the most it grows to
 */
public record PushTimes(Duration connect, Duration exchange, Duration firstPause, Duration longestPause) {
    /** 5 s to connect, 15 s for an answer; pauses from 1 s to 5 min. */
    public static final PushTimes USUAL =
            new PushTimes(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** The pause after so many failures in a row, at least one. */
    Duration pauseAfter(int failures) {
        int doublings = Math.min(failures - 1, 20);
        Duration pause = firstPause.multipliedBy(1L << doublings);
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
