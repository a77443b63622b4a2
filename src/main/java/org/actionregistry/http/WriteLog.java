package org.actionregistry.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each request that may change something, when it has been answered; reads are logged at DEBUG. */
final class WriteLog implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger("requests");
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Override
    public void handle(RoutingContext ctx) {
        boolean read = READS.contains(ctx.request().method());
        if (read ? LOG.isDebugEnabled() : LOG.isInfoEnabled()) {
            long start = System.nanoTime();
            ctx.addEndHandler(ended -> log(ctx, read, start));
        }
        ctx.next();
    }

    /** Whether reads are to be seen here as well. */
    static boolean seesReads() {
        return LOG.isDebugEnabled();
    }

    private static void log(RoutingContext ctx, boolean read, long start) {
        (read ? LOG.atDebug() : LOG.atInfo())
                .addKeyValue("request_id", RequestIds.of(ctx))
                .addKeyValue("method", ctx.request().method())
                .addKeyValue("path", ctx.request().path())
                .addKeyValue("status", ctx.response().getStatusCode())
                .addKeyValue("principal", AccessGuard.principalId(ctx))
                .addKeyValue("micros", (System.nanoTime() - start) / 1000)
                .log("answered");
    }
}
