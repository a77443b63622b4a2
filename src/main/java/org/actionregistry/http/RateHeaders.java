package org.actionregistry.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** What a caller has left, in the headers that clients of other services know. */
final class RateHeaders {
    static final CharSequence LIMIT = HttpHeaders.createOptimized("X-RateLimit-Limit");
    static final CharSequence REMAINING = HttpHeaders.createOptimized("X-RateLimit-Remaining");
    static final CharSequence RESET = HttpHeaders.createOptimized("X-RateLimit-Reset");

    private RateHeaders() {}

    /** @param resetSeconds until all of it is back, in seconds */
    static void put(HttpServerResponse response, long limit, long remaining, long resetSeconds) {
        response.putHeader(LIMIT, Long.toString(limit))
                .putHeader(REMAINING, Long.toString(remaining))
                .putHeader(RESET, Long.toString(resetSeconds));
    }
}
