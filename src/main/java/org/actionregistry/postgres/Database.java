package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The open clients of one database: a pipelined one for point reads, a pool for transactions, and a small pool of its own
 * for lists and searches. Where a replica is named, the catalog's reads and searches go there; what must be current (API
 * keys, health, what a write depends on) stays with the primary.
 *
 * <p>Opening never waits and never fails because the database is away: connections are made when they are needed, so
 * the program starts without it and recovers when it returns. Shared by all verticles; open it outside of them, or it
 * closes with the first one.
 */
public final class Database {
    /** Lets the server's own statement_timeout, which says more, come first. */
    private static final long MARGIN_MS = 500;

    private final SqlClient current;
    private final SqlClient reads;
    private final Pool transactions;
    private final Pool searches;
    private final Supplier<PgSubscriber> subscribers;
    private final DatabaseLimits limits;

    private Database(
            SqlClient current,
            SqlClient reads,
            Pool transactions,
            Pool searches,
            Supplier<PgSubscriber> subscribers,
            DatabaseLimits limits) {
        this.current = current;
        this.reads = reads;
        this.transactions = transactions;
        this.searches = searches;
        this.subscribers = subscribers;
        this.limits = limits;
    }

    /** Opens the clients; connects to nothing yet. */
    public static Database open(Vertx vertx, DatabaseUrl url, DatabaseLimits limits) {
        return open(vertx, url, Optional.empty(), limits);
    }

    /**
     * Opens the clients; connects to nothing yet.
     *
     * @param replica where the catalog reads, which then may lag behind what was just published
     */
    public static Database open(Vertx vertx, DatabaseUrl url, Optional<DatabaseUrl> replica, DatabaseLimits limits) {
        SqlClient current = pipelined(vertx, "current", url, limits);
        SqlClient reads = replica.map(elsewhere -> pipelined(vertx, "replica", elsewhere, limits))
                .orElse(current);
        Pool transactions = PgBuilder.pool()
                .using(vertx)
                .connectingTo(ClientOptions.connect(url, limits, ClientOptions.POINT_ACCESS))
                .with(ClientOptions.network(limits))
                .with(pool("transactions", limits, limits.poolSize(), limits.poolWaitQueue()))
                .withConnectHandler(new GatheredFlushes())
                .build();
        Pool searches = PgBuilder.pool()
                .using(vertx)
                .connectingTo(ClientOptions.connect(replica.orElse(url), limits, ClientOptions.READS))
                .with(ClientOptions.network(limits))
                .with(pool("searches", limits, limits.searchPoolSize(), limits.poolWaitQueue()))
                .build();
        PgConnectOptions listening =
                ClientOptions.connect(url, limits, Map.of("application_name", "action-registry-listener"));
        return new Database(
                current, reads, transactions, searches, () -> PgSubscriber.subscriber(vertx, listening), limits);
    }

    private static SqlClient pipelined(Vertx vertx, String name, DatabaseUrl url, DatabaseLimits limits) {
        return PgBuilder.client()
                .using(vertx)
                .connectingTo(ClientOptions.connect(url, limits, ClientOptions.READS))
                .with(ClientOptions.network(limits))
                .with(pool(name, limits, limits.pipelinedConnections(), limits.readWaitQueue()))
                .withConnectHandler(new GatheredFlushes())
                .build();
    }

    /** @param name what its measurements are filed under */
    private static PoolOptions pool(String name, DatabaseLimits limits, int size, int waitQueue) {
        return new PoolOptions()
                .setName(name)
                .setMaxSize(size)
                .setMaxWaitQueueSize(waitQueue)
                .setConnectionTimeout(limits.connectTimeoutMs())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** The primary, for short statements whose answer must be current. */
    SqlClient current() {
        return current;
    }

    /** For short statements only: a slow one holds up those behind it on its connection. */
    SqlClient reads() {
        return reads;
    }

    Pool transactions() {
        return transactions;
    }

    Pool searches() {
        return searches;
    }

    /** A session with the primary that listens; not connected yet, and the caller's to close. */
    PgSubscriber subscriber() {
        return subscribers.get();
    }

    /** One statement's outcome in bounded time, with the database's absence as {@code Unavailable}. */
    <T> Future<T> statement(Future<T> work) {
        return PgFailures.bounded(work, limits.connectTimeoutMs() + limits.statementTimeoutMs() + MARGIN_MS);
    }

    /**
     * The outcome of one transaction in bounded time, likewise. Its statements are few, and any one that is slow is
     * cancelled by the server; once it has been reported as failed for lack of an answer, it is not committed.
     */
    <T> Future<T> transaction(Function<SqlClient, Future<T>> work) {
        AtomicBoolean givenUp = new AtomicBoolean();
        Future<T> outcome = transactions.withTransaction(connection -> work.apply(connection)
                .compose(result -> givenUp.get()
                        ? Future.failedFuture("the caller has been told that this transaction failed")
                        : Future.succeededFuture(result)));
        return PgFailures.bounded(outcome, limits.connectTimeoutMs() + 2L * limits.statementTimeoutMs() + MARGIN_MS)
                .onFailure(failure -> givenUp.set(true));
    }

    /** As {@link #transaction}, for work that waits for no more answers than it needs, and says itself when to commit. */
    <T> Future<T> pipelined(Function<OpenTransaction, Future<T>> work) {
        AtomicBoolean givenUp = new AtomicBoolean();
        Future<T> outcome =
                transactions.getConnection().compose(connection -> OpenTransaction.run(connection, givenUp::get, work));
        return PgFailures.bounded(outcome, limits.connectTimeoutMs() + 2L * limits.statementTimeoutMs() + MARGIN_MS)
                .onFailure(failure -> givenUp.set(true));
    }

    /** Closes every connection. */
    public Future<Void> close() {
        return Future.join(current.close(), reads.close(), transactions.close(), searches.close())
                .mapEmpty();
    }
}
