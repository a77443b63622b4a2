package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import org.actionregistry.access.CredentialMemory;
import org.actionregistry.events.Subscribers;

/** One HTTP server on one event loop. */
final class HttpVerticle extends VerticleBase {
    private final HttpServerOptions options;
    private final HttpLimits limits;
    private final ConnectionLimits connections;
    private final HttpEdge.Parts parts;
    private final Admission admission;
    private final String host;
    private final int port;
    private final List<HttpServer> servers;
    private final List<Subscribers> subscribers;

    HttpVerticle(
            HttpServerOptions options,
            HttpLimits limits,
            ConnectionLimits connections,
            HttpEdge.Parts parts,
            Admission admission,
            String host,
            int port,
            List<HttpServer> servers,
            List<Subscribers> subscribers) {
        this.options = options;
        this.limits = limits;
        this.connections = connections;
        this.parts = parts;
        this.admission = admission;
        this.host = host;
        this.port = port;
        this.servers = servers;
        this.subscribers = subscribers;
    }

    @Override
    public Future<?> start() {
        Subscribers ours = new Subscribers(vertx, parts.events());
        subscribers.add(ours);
        ConnectionWatch watch = new ConnectionWatch(vertx, connections);
        Router router = Routes.build(vertx, limits, parts, admission, ours, watch);
        return vertx.createHttpServer(options)
                .connectionHandler(watch::opened)
                .requestHandler(new FastLane(
                        admission.before(router, watch),
                        parts,
                        admission,
                        new CredentialMemory(parts.authentication()),
                        watch,
                        limits.maxHeaders()))
                .invalidRequestHandler(new InvalidRequests())
                .listen(port, host)
                .onSuccess(servers::add);
    }
}
