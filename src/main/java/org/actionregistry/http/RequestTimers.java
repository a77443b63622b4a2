package org.actionregistry.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Counts and times answers by operation and status; shared by all ways on which answers leave. Thread-safe. */
final class RequestTimers {
    private static final int STATUSES = 600;
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Map<String, AtomicReferenceArray<Timer>> timers = new ConcurrentHashMap<>();

    RequestTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param operation of the contract, or a word for none */
    void record(String operation, int status, long nanos) {
        timer(operation, status).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String operation, int status) {
        AtomicReferenceArray<Timer> byStatus = timers.get(operation);
        if (byStatus == null) {
            byStatus = timers.computeIfAbsent(operation, absent -> new AtomicReferenceArray<>(STATUSES));
        }
        Timer known = byStatus.get(status);
        if (known != null) {
            return known;
        }
        Timer timer = Timer.builder("registry.http.requests")
                .description("Answers, by operation of the contract and by status")
                .tag("operation", operation)
                .tag("status", Integer.toString(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        byStatus.set(status, timer);
        return timer;
    }
}
