package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.actionregistry.events.ChangePage;
import org.actionregistry.events.EventHub;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/** {@code /changes}: the journal for mirrors, a page at a time. */
final class ChangesHandler {
    private static final String NDJSON = "application/x-ndjson";

    private final EventHub hub;

    ChangesHandler(EventHub hub) {
        this.hub = hub;
    }

    Map<String, OperationHandler> operations() {
        return Map.of("listChanges", this::list);
    }

    private Future<Void> list(RoutingContext ctx, ValidRequest request) {
        long since = request.optionalInteger("since").orElse(0L);
        int limit = request.integer("limit");
        return hub.changes(since, limit).compose(page -> {
            EventsHandler.checkNotBeyond("query.since", since, page.size());
            return reply(ctx, request, page, since + page.changes().size(), limit);
        });
    }

    private static Future<Void> reply(RoutingContext ctx, ValidRequest request, ChangePage page, long next, int limit) {
        boolean lines = request.mediaType().equals(NDJSON);
        Buffer body = lines ? ChangeViews.lines(page, next) : ChangeViews.document(page, next);
        HttpServerResponse response = ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, lines ? NDJSON : Replies.JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, Replies.NO_STORE);
        if (next < page.size()) {
            Replies.linkNext(ctx, "/changes?since=" + next + "&limit=" + limit);
        }
        return response.end(body);
    }
}
