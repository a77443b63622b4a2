package org.actionregistry.app;

import java.util.Optional;
import org.actionregistry.postgres.DatabaseLimits;
import org.actionregistry.postgres.DatabaseUrl;

/** The settings that say where the database is and how hard to lean on it. */
final class DatabaseSettings {
    private static final String RUNTIME = "DATABASE_URL";
    private static final String REPLICA = "DATABASE_READ_URL";
    private static final String OWNER = "DATABASE_OWNER_URL";

    private DatabaseSettings() {}

    static DatabaseUrl runtimeUrl(SettingSource source) {
        return url(source, RUNTIME)
                .orElseThrow(() -> new BadSetting(
                        RUNTIME, "is not set; it should be postgresql://user:password@host:port/database"));
    }

    static Optional<DatabaseUrl> replicaUrl(SettingSource source) {
        return url(source, REPLICA);
    }

    static Optional<DatabaseUrl> ownerUrl(SettingSource source) {
        return url(source, OWNER);
    }

    private static Optional<DatabaseUrl> url(SettingSource source, String variable) {
        return source.variableOnly(variable).map(text -> {
            try {
                return DatabaseUrl.parse(text);
            } catch (IllegalArgumentException malformed) {
                throw new BadSetting(variable, String.valueOf(malformed.getMessage()));
            }
        });
    }

    static DatabaseLimits limits(SettingSource source) {
        return new DatabaseLimits(
                source.integer("database_pool_size", 1, 1000),
                source.integer("database_pool_wait_queue", 1, 1_000_000),
                source.integer("database_pipelined_connections", 1, 1000),
                source.integer("database_pipelining_limit", 1, 10_000),
                source.integer("database_read_wait_queue", 1, 1_000_000),
                source.integer("database_search_pool_size", 1, 1000),
                source.integer("database_connect_timeout_ms", 100, 600_000),
                source.integer("database_statement_timeout_ms", 100, 600_000));
    }
}
