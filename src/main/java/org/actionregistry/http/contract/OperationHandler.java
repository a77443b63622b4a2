package org.actionregistry.http.contract;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** What an operation does with a request that is admitted and keeps the contract. */
@FunctionalInterface
public interface OperationHandler {
    /**
     * Answers the request, and ends the response.
     *
     * @return fails, or throws, where the failure is to be answered; completes any time after the response is ended
     */
    Future<Void> handle(RoutingContext ctx, ValidRequest request);
}
