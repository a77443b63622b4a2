package org.actionregistry.postgres;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the asynchronous clients are told when they connect. */
final class ClientOptions {
    /** The group role of migration V3; the server has its rights and no others. */
    static final String RUNTIME_ROLE = "action_registry_runtime";

    /**
     * For connections whose every statement finds its rows by an index. Left alone, the planner scans a small table, and a
     * plan it made then stays in use while the table grows. Without {@code jit}: the price that PostgreSQL before 18 puts on
     * the scan of the one row of {@code journal_head} would have it compiled.
     */
    static final Map<String, String> POINT_ACCESS = Map.of("enable_seqscan", "off", "jit", "off");

    /**
     * Likewise, and with one plan a statement: each is written so that one plan is right whatever is asked for, and making
     * one takes longer than reading what it is for. Left alone, the planner makes one each time that an array is short, since it
     * takes that for cheaper.
     */
    static final Map<String, String> READS =
            Map.of("enable_seqscan", "off", "jit", "off", "plan_cache_mode", "force_generic_plan");

    private static final int CACHED_STATEMENTS = 256;

    private ClientOptions() {}

    /**
     * @param settings session settings beside those that every connection has
     */
    static PgConnectOptions connect(DatabaseUrl url, DatabaseLimits limits, Map<String, String> settings) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(url.host())
                .setPort(url.port())
                .setDatabase(url.database())
                .setUser(url.user())
                .setPassword(url.password().orElse(""))
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
                .setPipeliningLimit(limits.pipeliningLimit())
                // The next request tries again anyway; more attempts here would only delay its 503.
                .setReconnectAttempts(0);
        // Sent with the startup packet, so there is no moment at which a connection has more rights or no timeout.
        Map<String, String> session = options.getProperties();
        session.put("role", RUNTIME_ROLE);
        session.put("application_name", "action-registry");
        session.put("statement_timeout", Integer.toString(limits.statementTimeoutMs()));
        session.put("idle_in_transaction_session_timeout", Integer.toString(2 * limits.statementTimeoutMs()));
        // A journal batch must see what was committed while it waited for the head row.
        session.put("default_transaction_isolation", "read committed");
        // A word that is too long for the search index is no news to an operator.
        session.put("client_min_messages", "warning");
        session.putAll(settings);
        return tls(options, url);
    }

    private static PgConnectOptions tls(PgConnectOptions options, DatabaseUrl url) {
        if (url.sslMode() == SslMode.DISABLE) {
            return options.setSslMode(SslMode.DISABLE);
        }
        ClientSSLOptions ssl = new ClientSSLOptions()
                .setTrustAll(!url.verifiesServer())
                .setHostnameVerificationAlgorithm(url.sslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
        url.sslRootCert().ifPresent(path -> ssl.setTrustOptions(new PemTrustOptions().addCertPath(path)));
        return options.setSslMode(url.sslMode()).setSslOptions(ssl);
    }

    /** A peer that vanished without a word is noticed by the kernel, so its connections do not stay in the pool. */
    static NetClientOptions network(DatabaseLimits limits) {
        return new NetClientOptions()
                .setConnectTimeout(limits.connectTimeoutMs())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setTcpUserTimeout((int) TimeUnit.SECONDS.toMillis(30));
    }
}
