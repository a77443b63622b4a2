package org.actionregistry.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.actionregistry.http.contract.Guard;

/**
 * Counts and times answers by operation and status. Labels come from the contract only, never from the request: its path
 * would make one time series for each name, and let anyone fill the memory with more. Requests that no operation matches
 * share the operation {@value #UNMATCHED}.
 */
final class RequestMeter implements Handler<RoutingContext> {
    private static final String UNMATCHED = "none";
    private static final String OPERATION = "operation";
    private static final int STATUSES = 600;
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Handler<RoutingContext> next;
    private final Map<String, AtomicReferenceArray<Timer>> timers = new ConcurrentHashMap<>();

    /** @param next what comes next and continues the request */
    RequestMeter(MeterRegistry registry, Handler<RoutingContext> next) {
        this.registry = registry;
        this.next = next;
    }

    @Override
    public void handle(RoutingContext ctx) {
        long start = System.nanoTime();
        ctx.addEndHandler(ended -> record(ctx, System.nanoTime() - start));
        next.handle(ctx);
    }

    /** A guard that notes which operation a request turned out to be for. */
    static Guard noting(Guard guard) {
        return (ctx, operation) -> {
            ctx.put(OPERATION, operation.id());
            return guard.admit(ctx, operation);
        };
    }

    private void record(RoutingContext ctx, long nanos) {
        String operation = ctx.get(OPERATION);
        timer(operation == null ? UNMATCHED : operation, ctx.response().getStatusCode())
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String operation, int status) {
        AtomicReferenceArray<Timer> byStatus =
                timers.computeIfAbsent(operation, absent -> new AtomicReferenceArray<>(STATUSES));
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
