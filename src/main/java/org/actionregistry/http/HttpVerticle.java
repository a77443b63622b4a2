package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import java.util.List;
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
        WireReads reads = new WireReads(
                (ContextInternal) vertx.getOrCreateContext(),
                parts,
                new PlainReads(parts, limits.maxHeaders()),
                admission);
        return vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    ConnectionWatch.Watched watched = watch.opened(connection);
                    if (watched != null) {
                        WireLane.open(connection, reads, watched);
                    }
                })
                .requestHandler(admission.before(router))
                .invalidRequestHandler(new InvalidRequests())
                .listen(port, host)
                .onSuccess(servers::add);
    }
}
