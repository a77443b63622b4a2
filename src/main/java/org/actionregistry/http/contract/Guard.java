package org.actionregistry.http.contract;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Decides who may use an operation, before anything but the path of the request is looked at. */
@FunctionalInterface
public interface Guard {
    /**
     * Admits the request or not.
     *
     * @return fails, or throws, with what is to be answered; completes on the request's event loop
     */
    Future<Void> admit(RoutingContext ctx, ContractOperation operation);
}
