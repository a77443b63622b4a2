package org.actionregistry.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import java.util.Map;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;

/** Refuses a head with too many lines; their size is limited before this. */
final class HeadLimit implements Handler<RoutingContext> {
    private final int most;
    private final Handler<RoutingContext> next;

    /** @param next what comes next and continues the request */
    HeadLimit(int most, Handler<RoutingContext> next) {
        this.most = most;
        this.next = next;
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        int lines = 0;
        for (Iterator<Map.Entry<String, String>> line = request.headers().iterator(); line.hasNext(); line.next()) {
            lines++;
        }
        if (lines > most) {
            ctx.fail(new Refused(
                    ErrorCode.HEADERS_TOO_LARGE,
                    "A request has at most " + most + " header lines.",
                    Map.of("limit", most)));
            return;
        }
        next.handle(ctx);
    }
}
