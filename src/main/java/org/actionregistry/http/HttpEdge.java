package org.actionregistry.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.healthchecks.HealthChecks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.actionregistry.access.Authentication;
import org.actionregistry.audit.AuditTrail;
import org.actionregistry.audit.Secrets;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.events.EventHub;
import org.actionregistry.events.Subscribers;
import org.actionregistry.http.contract.Contract;
import org.actionregistry.signing.VerifierKey;

/** The HTTP servers of one process: one for each event loop, sharing a port. */
public final class HttpEdge {
    /**
     * What the operator has opened or closed for everyone.
     *
     * @param anonymousRead whether reads need no credential
     * @param readOnly whether publishing is refused, whoever asks
     * @param metricsPublic whether {@code /metrics} needs no credential
     */
    public record Openness(boolean anonymousRead, boolean readOnly, boolean metricsPublic) {}

    /**
     * What every server is built from.
     *
     * @param openness what is open to whom, beside the roles
     * @param rates how much of it one caller may ask for
     * @param addresses who a request comes from
     * @param audit where attempts to write are told of
     * @param secrets what is kept nowhere
     * @param logKeys what verifies the log's checkpoints; none when this registry does not sign its log
     */
    public record Parts(
            Contract contract,
            DocsHandler docs,
            LocalBus bus,
            ReadyAnswers answers,
            Authentication authentication,
            Openness openness,
            RateLimits rates,
            ClientAddresses addresses,
            Metering metering,
            HealthChecks readiness,
            List<VerifierKey> logKeys,
            EventHub events,
            AuditTrail audit,
            Secrets secrets,
            Clock clock) {
        /** Copies the list. */
        public Parts {
            logKeys = List.copyOf(logKeys);
        }
    }

    private static final int SHARED_RANDOM_PORT = -1;

    private final Vertx vertx;
    private final HttpLimits limits;
    private final Parts parts;
    private final ConnectionLimits connections;
    private final Admission admission;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final List<Subscribers> subscribers = new CopyOnWriteArrayList<>();

    public HttpEdge(Vertx vertx, HttpLimits limits, Parts parts) {
        this.vertx = vertx;
        this.limits = limits;
        this.parts = parts;
        this.connections = ConnectionLimits.of(limits);
        this.admission = new Admission(
                limits,
                parts.contract().operations(),
                new RequestTimers(parts.metering().registry()));
    }

    /** Listens with {@code instances} servers; with port 0 all of them on one free port. */
    public Future<Void> listen(String host, int port, int instances) {
        HttpServerOptions options = HttpOptions.server(limits);
        // Vert.x shares a random port among the instances of one deployment when the port asked for is negative.
        int wanted = port == 0 ? SHARED_RANDOM_PORT : port;
        return vertx.deployVerticle(
                        () -> new HttpVerticle(
                                options, limits, connections, parts, admission, host, wanted, servers, subscribers),
                        new DeploymentOptions().setInstances(instances))
                .mapEmpty();
    }

    /** The port; only after {@link #listen} has completed. */
    public int port() {
        return servers.get(0).actualPort();
    }

    /** How many connections are open. */
    public int openConnections() {
        return connections.open().get();
    }

    /**
     * Tells subscribers to go elsewhere, accepts nothing new and waits for the requests under way; cuts off those that
     * outlast {@code patience}.
     */
    public Future<Void> drain(Duration patience) {
        return Future.all(subscribers.stream().map(Subscribers::drain).toList()).compose(ended -> shutdown(patience));
    }

    private Future<Void> shutdown(Duration patience) {
        return Future.all(servers.stream()
                        .map(server -> server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS))
                        .toList())
                .mapEmpty();
    }
}
