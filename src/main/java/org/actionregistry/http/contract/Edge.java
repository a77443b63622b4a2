package org.actionregistry.http.contract;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * What every operation shares.
 *
 * @param opening runs first, whatever the request, and calls {@code next()}; gives the request its id
 * @param guard runs for every operation, before its request is validated
 * @param failures turns {@link RoutingContext#failure()}, or the status code of a failure without one, into a response
 * @param bodyLimit the largest request body, in bytes
 * @param bodyTimeout how long a request body may take to arrive
 */
public record Edge(
        Handler<RoutingContext> opening,
        Guard guard,
        Handler<RoutingContext> failures,
        int bodyLimit,
        Duration bodyTimeout) {}
