package org.actionregistry.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.actionregistry.http.contract.Guard;

/**
 * Counts and times answers by operation and status. Labels come from the contract only, never from the request: its path
 * would make one time series for each name, and let anyone fill the memory with more. Requests that no operation matches
 * share the operation {@value #UNMATCHED}.
 */
final class RequestMeter implements Handler<RoutingContext> {
    private static final String UNMATCHED = "none";
    private static final String OPERATION = "operation";
    private final Handler<RoutingContext> next;
    private final RequestTimers timers;

    /** @param next what comes next and continues the request */
    RequestMeter(RequestTimers timers, Handler<RoutingContext> next) {
        this.timers = timers;
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
        timers.record(operation == null ? UNMATCHED : operation, ctx.response().getStatusCode(), nanos);
    }
}
