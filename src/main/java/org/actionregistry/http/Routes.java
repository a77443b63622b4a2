package org.actionregistry.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.actionregistry.events.Subscribers;
import org.actionregistry.http.contract.ContractRouter;
import org.actionregistry.http.contract.Edge;
import org.actionregistry.http.contract.Guard;
import org.actionregistry.http.contract.OperationHandler;

/** Binds every operation of the contract to its handler. */
final class Routes {
    private Routes() {}

    /** @throws IllegalStateException when the contract and the handlers differ */
    static Router build(
            Vertx vertx,
            HttpLimits limits,
            HttpEdge.Parts parts,
            Admission admission,
            Subscribers subscribers,
            ConnectionWatch watch) {
        WriteAudit audit = new WriteAudit(parts);
        Edge edge = new Edge(
                new RequestIds(
                        parts.secrets(),
                        new RequestMeter(
                                new RequestTimers(parts.metering().registry()),
                                new HeadLimit(limits.maxHeaders(), new WriteLog()))),
                audit.around(guard(parts)),
                new Failures(),
                limits.maxBodyBytes(),
                limits.bodyTimeout());
        return ContractRouter.create(
                vertx,
                parts.contract(),
                edge,
                audit.around(
                        parts.contract(), admission.within(handlers(parts, admission.searches(), subscribers, watch))));
    }

    private static Guard guard(HttpEdge.Parts parts) {
        Guard access = new AccessGuard(parts.authentication(), parts.addresses(), parts.openness());
        return RequestMeter.noting(RateGuard.before(access, parts.rates(), parts.addresses()));
    }

    private static Map<String, OperationHandler> handlers(
            HttpEdge.Parts parts, Turns searches, Subscribers subscribers, ConnectionWatch watch) {
        Map<String, OperationHandler> handlers = new HashMap<>();
        WriteGuard guard = new WriteGuard(parts.openness().readOnly());
        List.of(
                        new ActionsHandler(parts.bus(), parts.answers(), searches).operations(),
                        new VersionsHandler(parts.bus(), parts.answers(), guard).operations(),
                        new StatusHandler(parts.bus(), guard).operations(),
                        new TagsHandler(parts.bus(), guard).operations(),
                        new NamespacesHandler(parts.bus(), guard).operations(),
                        new FetchHandler(parts.answers()).operations(),
                        new ResolveHandler(parts.bus()).operations(),
                        new DigestsHandler(parts.answers()).operations(),
                        new LogHandler(parts.bus(), parts.logKeys()).operations(),
                        new KeysHandler(parts.bus(), guard, parts.clock()).operations(),
                        new ApiKeysHandler(parts.bus(), parts.clock()).operations(),
                        new EventsHandler(parts.events(), subscribers, watch).operations(),
                        new ChangesHandler(parts.events()).operations(),
                        new AuditHandler(parts.audit()).operations(),
                        new MetricsHandler(parts.metering().scrape()).operations(),
                        new HealthHandler(parts.readiness()).operations(),
                        parts.docs().operations())
                .forEach(handlers::putAll);
        return handlers;
    }
}
