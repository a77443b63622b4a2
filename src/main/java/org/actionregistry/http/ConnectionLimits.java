package org.actionregistry.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections a process takes, and how long they may take to ask for something; the count is shared by all event
 * loops.
 *
 * @param most how many may be open at once; 0 for any number
 * @param firstHead how long a new connection may take to send its first request head
 * @param nextHead how long after an answer the next request head has to be complete
 */
record ConnectionLimits(int most, Duration firstHead, Duration nextHead, AtomicInteger open) {
    static ConnectionLimits of(HttpLimits limits) {
        return new ConnectionLimits(
                limits.maxConnections(), limits.headTimeout(), limits.idleTimeout(), new AtomicInteger());
    }
}
