package org.actionregistry.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.actionregistry.events.EventLimits;
import org.actionregistry.http.HttpLimits;
import org.actionregistry.journal.LogKeys;
import org.actionregistry.journal.LogWatermark;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.postgres.DatabaseLimits;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.signing.VerifierKey;
import org.actionregistry.trust.ConfiguredKeys;
import org.actionregistry.verification.Seals;

/**
 * Everything a registry is started with, read and checked once.
 *
 * @param drainNotice how long it says that it is not ready before it stops listening
 * @param ownerUrl who migrates
 * @param runtimeUrl who the server connects as
 * @param replicaUrl where the catalog reads, when not from the primary
 * @param logKeys who signs the transparency log; empty where it is not signed
 * @param logVerifierKeys what verifies the log's checkpoints; empty where nobody signs them
 * @param bootstrapKey the admin key from configuration; never logged
 */
public record Settings(
        String host,
        int port,
        boolean anonymousRead,
        boolean readOnly,
        String logLevel,
        boolean logJson,
        int httpInstances,
        HttpLimits httpLimits,
        Duration drainNotice,
        Duration drainTimeout,
        DatabaseUrl ownerUrl,
        DatabaseUrl runtimeUrl,
        Optional<DatabaseUrl> replicaUrl,
        DatabaseLimits databaseLimits,
        boolean migrateOnStart,
        Optional<String> bootstrapKey,
        ConfiguredKeys configuredKeys,
        Optional<LogKeys> logKeys,
        List<VerifierKey> logVerifierKeys,
        LogWatermark logWatermark,
        Optional<LogPolicy> logWitnesses,
        int verificationThreads,
        int verificationInFlight,
        int publishQueue,
        int publishBatch,
        EventLimits eventLimits,
        int auditQueue,
        CacheSettings cacheSettings,
        Duration busTimeout,
        AccessSettings access) {

    private static final int SHORTEST_BOOTSTRAP_KEY = 8;

    /** So that none of the connections waits while a page is made of what it has found. */
    private static final int SEARCHES_A_CONNECTION = 4;

    /**
     * Reads the settings of a server.
     *
     * @param environment the process's environment
     * @param configFile the operator's YAML file, if any
     * @throws BadSetting naming the variable and what it should be
     */
    public static Settings load(Map<String, String> environment, Optional<Path> configFile) {
        SettingSource source = SettingSource.of(environment, configFile);
        DatabaseUrl runtimeUrl = DatabaseSettings.runtimeUrl(source);
        boolean readOnly = source.flag("read_only");
        Optional<LogKeys> logKeys = LogSettings.keys(source, readOnly);
        return new Settings(
                source.text("host"),
                source.integer("port", 0, 65_535),
                source.flag("anonymous_read"),
                readOnly,
                source.word("log_level", List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR")),
                source.word("log_format", List.of("json", "text")).equals("json"),
                perCore(source.integer("http_instances", 0, 256)),
                httpLimits(source),
                Duration.ofSeconds(source.integer("drain_notice_seconds", 0, 600)),
                Duration.ofSeconds(source.integer("drain_timeout_seconds", 0, 3600)),
                DatabaseSettings.ownerUrl(source).orElse(runtimeUrl),
                runtimeUrl,
                DatabaseSettings.replicaUrl(source),
                DatabaseSettings.limits(source),
                source.flag("migrate_on_start"),
                bootstrapKey(source),
                TrustSettings.load(source),
                logKeys,
                LogSettings.verifierKeys(source, logKeys, readOnly),
                LogSettings.watermark(source),
                LogSettings.witnesses(source),
                perCore(source.integer("verification_threads", 0, 256)),
                source.integer("verification_in_flight", 1, 1_000_000),
                source.integer("publish_queue", 1, 1_000_000),
                source.integer("publish_batch", 1, 10_000),
                eventLimits(source),
                source.integer("audit_queue", 2, 1_000_000),
                CacheSettings.load(source),
                Duration.ofMillis(source.integer("bus_timeout_ms", 100, 600_000)),
                AccessSettings.load(source));
    }

    private static HttpLimits httpLimits(SettingSource source) {
        return new HttpLimits(
                source.integer("max_body_bytes", 1024, 64 * 1024 * 1024),
                source.integer("max_header_bytes", 1024, 1024 * 1024),
                source.integer("max_headers", 10, 10_000),
                source.integer("max_connections", 0, 10_000_000),
                Duration.ofSeconds(source.integer("head_timeout_seconds", 1, 3600)),
                Duration.ofSeconds(source.integer("idle_timeout_seconds", 1, 3600)),
                Duration.ofSeconds(source.integer("body_timeout_seconds", 1, 3600)),
                source.integer("reads_in_flight", 1, 1_000_000),
                source.integer("writes_in_flight", 1, 1_000_000),
                SEARCHES_A_CONNECTION * source.integer("database_search_pool_size", 1, 1000),
                Duration.ofMillis(source.integer("database_connect_timeout_ms", 100, 600_000)));
    }

    private static EventLimits eventLimits(SettingSource source) {
        return new EventLimits(
                Duration.ofMillis(source.integer("events_heartbeat_ms", 50, 3_600_000)),
                Duration.ofMillis(source.integer("events_patience_ms", 50, 3_600_000)),
                Duration.ofMillis(source.integer("events_poll_ms", 50, 600_000)),
                Duration.ofSeconds(source.integer("events_lifetime_seconds", 1, 7 * 86_400)),
                Integer.highestOneBit(source.integer("events_recent", 1, 1 << 20)),
                source.integer("events_subscribers", 0, 10_000_000));
    }

    private static Optional<String> bootstrapKey(SettingSource source) {
        Optional<String> key = source.variableOnly("ACTION_REGISTRY_API_KEY");
        if (key.isPresent() && key.get().length() < SHORTEST_BOOTSTRAP_KEY) {
            throw new BadSetting(
                    "ACTION_REGISTRY_API_KEY", "should have at least " + SHORTEST_BOOTSTRAP_KEY + " characters");
        }
        return key;
    }

    private static int perCore(int configured) {
        return configured == 0 ? Runtime.getRuntime().availableProcessors() : configured;
    }

    /** Under keys derived from those of the log; none where the log is not signed here. */
    Seals seals() {
        return logKeys.map(keys -> new Seals(keys.checksumKeys(Seals.PURPOSE))).orElse(Seals.NONE);
    }

    /** What nothing that is kept may show: the bootstrap key and the passwords of the database. */
    List<String> secrets() {
        return Stream.of(
                        bootstrapKey,
                        ownerUrl.password(),
                        runtimeUrl.password(),
                        replicaUrl.flatMap(DatabaseUrl::password))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "Settings[" + host + ":" + port + ", database " + runtimeUrl + ", "
                + configuredKeys.entries().size() + " trusted keys]";
    }
}
