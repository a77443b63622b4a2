package org.actionregistry.app;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.actionregistry.access.AccessVerticle;
import org.actionregistry.audit.AuditTrail;
import org.actionregistry.audit.Secrets;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.catalog.CatalogVerticle;
import org.actionregistry.catalog.Freshness;
import org.actionregistry.catalog.VersionReader;
import org.actionregistry.events.EventHub;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.http.HttpEdge;
import org.actionregistry.http.RateLimits;
import org.actionregistry.http.ReadyAnswers;
import org.actionregistry.journal.Journal;
import org.actionregistry.journal.LogHalted;
import org.actionregistry.log.LogVerticle;
import org.actionregistry.postgres.Database;
import org.actionregistry.postgres.JournalListener;
import org.actionregistry.postgres.PgApiKeys;
import org.actionregistry.postgres.PgAudit;
import org.actionregistry.postgres.PgCatalog;
import org.actionregistry.postgres.PgEvents;
import org.actionregistry.postgres.PgGovernance;
import org.actionregistry.postgres.PgHealth;
import org.actionregistry.postgres.PgJournal;
import org.actionregistry.postgres.PgKeyChallenges;
import org.actionregistry.postgres.PgKeys;
import org.actionregistry.postgres.PgLog;
import org.actionregistry.publishing.ManifestSchemas;
import org.actionregistry.publishing.PublishChecks;
import org.actionregistry.publishing.PublishingVerticle;
import org.actionregistry.trust.TrustStore;
import org.actionregistry.trust.TrustVerticle;
import org.actionregistry.verification.VerificationPool;
import org.actionregistry.verification.VersionVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running registry: everything wired, started in order and drained in order. */
public final class RegistryServer {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);

    private final Settings settings;
    private final Vertx vertx;
    private final Database database;
    private final VerificationPool verification;
    private final Readiness readiness;
    private final EventHub events;
    private final HttpEdge edge;
    private final Witnesses witnesses;
    private final Access access;
    private final Metrics metrics;
    private final AuditTrail audit;

    private RegistryServer(
            Settings settings,
            Vertx vertx,
            Database database,
            VerificationPool verification,
            Readiness readiness,
            EventHub events,
            HttpEdge edge,
            Witnesses witnesses,
            Access access,
            Metrics metrics,
            AuditTrail audit) {
        this.settings = settings;
        this.vertx = vertx;
        this.database = database;
        this.verification = verification;
        this.readiness = readiness;
        this.events = events;
        this.edge = edge;
        this.witnesses = witnesses;
        this.access = access;
        this.metrics = metrics;
        this.audit = audit;
    }

    /** On one core more than one event loop would only hand each request from one to the other and wait for its turn. */
    private static VertxOptions options(int cores) {
        VertxOptions options = new VertxOptions().setPreferNativeTransport(true);
        return cores == 1 ? options.setEventLoopPoolSize(1) : options;
    }

    /**
     * Starts a registry; blocking, not for an event loop.
     *
     * @throws StartFailure when it cannot start, with one line that says why
     */
    public static RegistryServer start(Settings settings) {
        Metrics metrics = new Metrics();
        Vertx vertx = metrics.vertx(options(Runtime.getRuntime().availableProcessors()));
        LocalBus.enable(vertx);
        BundledParts bundled = BundledParts.load(vertx);
        try {
            Database database =
                    Database.open(vertx, settings.runtimeUrl(), settings.replicaUrl(), settings.databaseLimits());
            if (settings.migrateOnStart()) {
                Schema.bringUpToDate(settings, database);
            }
            return wire(settings, vertx, metrics, bundled, database);
        } catch (RuntimeException failure) {
            Await.quietly(bundled.ended());
            Await.quietly(vertx.close());
            throw failure;
        }
    }

    private static RegistryServer wire(
            Settings settings, Vertx vertx, Metrics metrics, BundledParts bundled, Database database) {
        Clock clock = Clock.systemUTC();
        LocalBus bus = new LocalBus(vertx, settings.busTimeout());
        VerificationPool verification =
                new VerificationPool(vertx, settings.verificationThreads(), settings.verificationInFlight());
        TrustStore trust = new TrustStore(settings.configuredKeys(), new PgKeys(database), clock);
        VersionVerifier verifier = new VersionVerifier(trust, clock, settings.seals());
        PgApiKeys apiKeys = new PgApiKeys(database);
        Access access = new Access(vertx, settings, apiKeys, verification, clock);
        PgCatalog catalog = new PgCatalog(database);
        PgLog log = new PgLog(database);
        PgJournal store =
                new PgJournal(vertx, database, settings.logKeys().map(keys -> keys.on(vertx)), settings.logWatermark());
        Witnesses witnesses = Witnesses.of(vertx, settings.logWitnesses(), bus, database, store);
        boolean settled = settle(settings, store);
        Journal journal = new Journal(vertx, store, settings.publishQueue(), settings.publishBatch());
        PublishChecks checks = new PublishChecks(trust, verifier, new ManifestSchemas(vertx), clock);
        Readiness readiness = new Readiness(vertx, new PgHealth(database), trust, store);
        EventHub events = new EventHub(
                vertx, new PgEvents(database), new JournalListener(vertx, database), settings.eventLimits());
        Freshness freshness = new Freshness(settings.cacheSettings().patience(), trust::epoch);
        CatalogWatch watch = new CatalogWatch(freshness);
        journal.onWritten(watch::written);
        events.follow(new TrustWatch(vertx, trust));
        if (!settled) {
            events.follow(new LateSettling(vertx, store));
        }
        AuditTrail audit = new AuditTrail(vertx, new PgAudit(database), settings.auditQueue());
        events.follow(watch);
        VersionReader versions = new VersionReader(catalog, verification, verifier);
        ReadyAnswers answers = new ReadyAnswers(
                vertx, versions, freshness, settings.cacheSettings().limits(), settings.anonymousRead());
        HttpEdge edge = new HttpEdge(
                vertx,
                settings.httpLimits(),
                new HttpEdge.Parts(
                        Await.result(bundled.contract()),
                        Await.result(bundled.docs()),
                        bus,
                        answers,
                        access.authentication(),
                        new HttpEdge.Openness(
                                settings.anonymousRead(),
                                settings.readOnly(),
                                settings.access().metricsPublic()),
                        RateLimits.of(
                                settings.access().byAddress(),
                                settings.access().reads(),
                                settings.access().writes()),
                        settings.access().addresses(),
                        metrics.metering(),
                        readiness.checks(),
                        settings.logVerifierKeys(),
                        events,
                        audit,
                        new Secrets(settings.secrets()),
                        clock));
        RegistryServer server = new RegistryServer(
                settings, vertx, database, verification, readiness, events, edge, witnesses, access, metrics, audit);
        access.start();
        server.measure(journal, verifier);
        loadKeys(trust);
        events.start();
        Await.result(Future.all(List.of(
                        server.deploy(() -> new CatalogVerticle(bus, catalog, verification, verifier, versions)),
                        server.deploy(() -> new LogVerticle(bus, log, verification)),
                        server.deploy(() ->
                                new PublishingVerticle(bus, verification, checks, journal, new PgGovernance(database))),
                        server.deploy(() -> new TrustVerticle(
                                bus, verification, trust, new PgKeyChallenges(database), journal, clock)),
                        server.deploy(() -> new AccessVerticle(bus, apiKeys, access.authentication(), clock))))
                .compose(deployed -> edge.listen(settings.host(), settings.port(), settings.httpInstances()))
                .recover(failure -> Future.failedFuture(cannotListen(settings, failure))));
        if (trust.size() == 0) {
            LOG.warn(
                    "No key is trusted: nothing verifies and nothing can be published (TRUSTED_KEYS_FILE, POST /keys)");
        }
        PublicSecrets.warn(settings);
        LOG.atInfo()
                .addKeyValue("host", settings.host())
                .addKeyValue("port", edge.port())
                .addKeyValue("trusted_keys", trust.size())
                .log("The registry is listening");
        return server;
    }

    private void measure(Journal journal, VersionVerifier verifier) {
        metrics.gauge("registry.journal.waiting", "Journal entries that wait for a batch", journal, Journal::waiting)
                .gauge(
                        "registry.journal.size",
                        "Journal entries this process knows of; -1 before it has reached the database",
                        events,
                        EventHub::size)
                .gauge("registry.events.subscribers", "Subscribers of /events", events, EventHub::subscribers)
                .gauge(
                        "registry.verification.in.flight",
                        "Tasks of the verification workers, running or waiting",
                        verification,
                        VerificationPool::inFlight)
                .counter(
                        "registry.signatures.verified",
                        "Signatures verified by arithmetic, neither sealed nor remembered",
                        verifier,
                        VersionVerifier::verifications)
                .gauge("registry.audit.waiting", "Audit rows that wait to be written", audit, AuditTrail::waiting)
                .gauge("registry.audit.dropped", "Audit rows never written", audit, AuditTrail::dropped)
                .gauge("registry.http.connections", "Open connections", edge, HttpEdge::openConnections);
    }

    /** With the database away nothing verifies until it has been back; see {@link TrustWatch}. */
    private static void loadKeys(TrustStore trust) {
        try {
            var unused = Await.result(trust.load());
        } catch (Unavailable away) {
            LOG.warn("Which keys were revoked is read when the database is back: {}", away.message());
        }
        if (!trust.contradictions().isEmpty()) {
            throw new StartFailure(
                    trust.contradictions().get(0) + "; take it out of the configuration, or add it under another kid");
        }
    }

    /**
     * A database that is away does not keep the server from starting; a log that is not ours does.
     *
     * @return false where it is to be done later
     */
    private static boolean settle(Settings settings, PgJournal journal) {
        if (settings.logKeys().isEmpty()) {
            LOG.info(
                    settings.readOnly()
                            ? "The transparency log is served as it was signed elsewhere"
                            : "The transparency log is not signed: set LOG_SIGNING_KEY_FILE and LOG_ORIGIN");
            return true;
        }
        try {
            Await.result(journal.settle());
            return true;
        } catch (LogHalted halted) {
            throw new StartFailure("the transparency log cannot be continued: " + halted.getMessage(), halted);
        } catch (Unavailable away) {
            LOG.warn("The transparency log is settled when the database is back: {}", away.message());
            return false;
        }
    }

    private static Throwable cannotListen(Settings settings, Throwable failure) {
        return failure instanceof IOException
                ? new StartFailure(
                        "cannot listen on " + settings.host() + ":" + settings.port() + ": " + failure.getMessage(),
                        failure)
                : failure;
    }

    private Future<String> deploy(Supplier<VerticleBase> verticle) {
        return vertx.deployVerticle(
                verticle,
                new DeploymentOptions()
                        .setThreadingModel(ThreadingModel.EVENT_LOOP)
                        .setInstances(settings.httpInstances()));
    }

    /** The port it listens on, also where the settings asked for a free one. */
    public int port() {
        return edge.port();
    }

    /**
     * Stops taking requests, lets those under way finish for the drain time-out, then releases everything; blocking.
     * Vert.x's own close would cut them off.
     */
    public void stop() {
        LOG.info("Draining");
        readiness.drain();
        Await.pause(settings.drainNotice());
        Await.quietly(edge.drain(settings.drainTimeout()));
        Await.quietly(audit.drain());
        Await.quietly(access.close());
        verification.close();
        Await.quietly(witnesses.close());
        Await.quietly(events.close());
        Await.quietly(database.close());
        Await.quietly(vertx.close());
        metrics.close();
        LOG.info("Stopped");
    }
}
