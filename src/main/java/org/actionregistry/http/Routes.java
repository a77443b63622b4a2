package org.actionregistry.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.actionregistry.events.Subscribers;
import org.actionregistry.http.contract.ContractRouter;
import org.actionregistry.http.contract.Edge;
import org.actionregistry.http.contract.OperationHandler;

/** Binds every operation of the contract to its handler. */
final class Routes {
    private Routes() {}

    /** @throws IllegalStateException when the contract and the handlers differ */
    static Router build(
            Vertx vertx, HttpLimits limits, HttpEdge.Parts parts, Admission admission, Subscribers subscribers) {
        Edge edge = new Edge(
                new RequestIds(new WriteLog()),
                new AccessGuard(parts.authentication(), parts.openness().anonymousRead()),
                new Failures(),
                limits.maxBodyBytes(),
                limits.bodyTimeout());
        return ContractRouter.create(
                vertx,
                parts.contract(),
                edge,
                admission.within(parts.contract().operations(), handlers(parts, subscribers)));
    }

    private static Map<String, OperationHandler> handlers(HttpEdge.Parts parts, Subscribers subscribers) {
        Map<String, OperationHandler> handlers = new HashMap<>();
        List.of(
                        new ActionsHandler(parts.bus()).operations(),
                        new VersionsHandler(parts.bus(), parts.openness().readOnly()).operations(),
                        new DigestsHandler(parts.bus(), parts.openness().anonymousRead()).operations(),
                        new LogHandler(parts.bus(), parts.logKeys()).operations(),
                        new ApiKeysHandler(parts.bus(), parts.clock()).operations(),
                        new EventsHandler(parts.events(), subscribers).operations(),
                        new ChangesHandler(parts.events()).operations(),
                        new HealthHandler(parts.readiness()).operations(),
                        parts.docs().operations())
                .forEach(handlers::putAll);
        return handlers;
    }
}
