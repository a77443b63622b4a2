package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.actionregistry.http.contract.ValidRequest;

/**
 * An answer that is the same for everyone as long as the program runs.
 *
 * @param headers beside {@code ETag}
 */
record FixedAnswer(Buffer body, EntityTag tag, Map<String, String> headers) {
    static FixedAnswer of(Buffer body, Map<String, String> headers) {
        return new FixedAnswer(body, EntityTag.of(body), Map.copyOf(headers));
    }

    /** Answers 200, or 304 where the request names the tag. */
    Future<Void> send(RoutingContext ctx, ValidRequest request) {
        HttpServerResponse response = ctx.response().putHeader(HttpHeaders.ETAG, tag.value());
        headers.forEach(response::putHeader);
        if (tag.matches(request.optionalText("If-None-Match").orElse(null))) {
            response.headers().remove(HttpHeaders.CONTENT_TYPE);
            return response.setStatusCode(304).end();
        }
        return response.end(body);
    }
}
