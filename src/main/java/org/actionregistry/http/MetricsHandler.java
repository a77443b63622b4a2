package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Supplier;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/** {@code /metrics}, for Prometheus. */
final class MetricsHandler {
    static final String OPERATION = "getMetrics";

    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> scrape;

    MetricsHandler(Supplier<String> scrape) {
        this.scrape = scrape;
    }

    Map<String, OperationHandler> operations() {
        return Map.of(OPERATION, this::scrape);
    }

    private Future<Void> scrape(RoutingContext ctx, ValidRequest request) {
        return ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TEXT_FORMAT)
                .putHeader(HttpHeaders.CACHE_CONTROL, Replies.NO_STORE)
                .end(Buffer.buffer(scrape.get()));
    }
}
