package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.actionregistry.http.contract.ValidRequest;

/** Sends JSON, with entity tags and 304 where a representation can be revalidated. */
final class Replies {
    static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    /** May be kept, must be asked for again before use: status and verdict can change at any time. */
    static final CharSequence REVALIDATE = HttpHeaders.createOptimized("no-cache");

    static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private Replies() {}

    /** An answer that nobody keeps. */
    static Future<Void> send(RoutingContext ctx, int status, JsonObject body) {
        return ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .end(body.toBuffer());
    }

    /** A representation with an entity tag over its bytes; 304 without a body when the client has these already. */
    static Future<Void> sendTagged(RoutingContext ctx, ValidRequest request, Buffer body) {
        return sendTagged(ctx, request, body, EntityTag.of(body), REVALIDATE);
    }

    static Future<Void> sendTagged(
            RoutingContext ctx, ValidRequest request, Buffer body, EntityTag tag, CharSequence cacheControl) {
        HttpServerResponse response = ctx.response()
                .putHeader(HttpHeaders.ETAG, tag.value())
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        if (tag.matches(request.optionalText("If-None-Match").orElse(null))) {
            return response.setStatusCode(304).end();
        }
        return response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
    }

    /** A representation that is kept ready. */
    static Future<Void> send(RoutingContext ctx, ValidRequest request, Representation representation) {
        return send(
                ctx, request, representation, AcceptedCodings.of(ctx.request().headers()));
    }

    /** A representation that is made for one caller, so not worth compressing unless that caller insists. */
    static Future<Void> sendOnce(RoutingContext ctx, ValidRequest request, Representation representation) {
        Codings accepted = AcceptedCodings.of(ctx.request().headers());
        return send(ctx, request, representation, accepted.plain() ? Codings.PLAIN : accepted);
    }

    private static Future<Void> send(
            RoutingContext ctx, ValidRequest request, Representation representation, Codings codings) {
        return representation.send(
                ctx.response(), request.optionalText("If-None-Match").orElse(null), codings);
    }

    /** Says where the next page is (RFC 8288). */
    static void linkNext(RoutingContext ctx, String path) {
        ctx.response().putHeader("Link", linkNext(path));
    }

    /** The value of that {@code Link}. */
    static String linkNext(String path) {
        return "<" + path + ">; rel=\"next\"";
    }
}
