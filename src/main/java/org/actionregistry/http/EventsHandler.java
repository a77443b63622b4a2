package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.events.EventFilter;
import org.actionregistry.events.EventHub;
import org.actionregistry.events.Start;
import org.actionregistry.events.Subscribers;
import org.actionregistry.events.Subscription;
import org.actionregistry.failure.Invalid;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/** {@code /events}: the journal as it happens, as Server-Sent Events or over a WebSocket. */
final class EventsHandler {
    private static final CharSequence EVENT_STREAM = HttpHeaders.createOptimized("text/event-stream");

    private final EventHub hub;
    private final Subscribers subscribers;
    private final ConnectionWatch watch;

    /**
     * @param subscribers those of the event loop this handler serves
     * @param watch over its connections
     */
    EventsHandler(EventHub hub, Subscribers subscribers, ConnectionWatch watch) {
        this.hub = hub;
        this.subscribers = subscribers;
        this.watch = watch;
    }

    Map<String, OperationHandler> operations() {
        return Map.of("streamEvents", this::stream);
    }

    private Future<Void> stream(RoutingContext ctx, ValidRequest request) {
        subscribers.checkRoom();
        boolean handshake = Handshake.isOne(ctx.request());
        if (handshake) {
            Handshake.check(ctx.request());
        }
        EventFilter filter = new EventFilter(
                request.optionalText("type"), request.optionalText("namespace"), request.optionalText("name"));
        return start(request)
                .compose(
                        start -> handshake ? openSocket(ctx.request(), filter, start) : openStream(ctx, filter, start));
    }

    /** Where to begin. A client that comes back names what it has seen; that is newer than its URL. */
    private Future<Start> start(ValidRequest request) {
        Optional<Long> resumed = request.optionalInteger("Last-Event-ID").map(last -> last + 1);
        Optional<Long> wanted = resumed.or(() -> request.optionalInteger("since"));
        String place = resumed.isPresent() ? "header.Last-Event-ID" : "query.since";
        return hub.present().map(size -> {
            long from = wanted.orElse(size);
            checkNotBeyond(place, from, size);
            return new Start(from, size);
        });
    }

    /** Whoever asks for more than the next entry has seen another journal: this one was set back, or it is another's. */
    static void checkNotBeyond(String place, long from, long size) {
        if (from > size) {
            throw Invalid.request(place, "beyond-head", "The journal has entries up to index " + (size - 1) + " only.");
        }
    }

    private Future<Void> openStream(RoutingContext ctx, EventFilter filter, Start start) {
        HttpServerResponse response = ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM)
                .putHeader(HttpHeaders.CACHE_CONTROL, Replies.NO_STORE)
                // A proxy that collects answers before it passes them on would collect this one for ever.
                .putHeader("X-Accel-Buffering", "no");
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            return response.end();
        }
        response.setChunked(true);
        EventStream stream = new EventStream(ctx.request());
        stream.open();
        Subscription subscription = subscribers.add(filter, start, stream);
        ctx.addEndHandler(ended -> subscription.cancel());
        return Future.succeededFuture();
    }

    private Future<Void> openSocket(HttpServerRequest request, EventFilter filter, Start start) {
        return request.toWebSocket().map(socket -> {
            Runnable release = watch.upgraded(request.connection());
            Subscription subscription = subscribers.add(filter, start, new EventSocket(socket));
            socket.closeHandler(closed -> {
                subscription.cancel();
                release.run();
            });
            return null;
        });
    }
}
