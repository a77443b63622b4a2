package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.actionregistry.action.Coordinate;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.postgres.JournalCopy;
import org.actionregistry.postgres.Migrations;

/**
 * A database of really signed versions, of the kind that {@link Load} makes.
 *
 * @param ownerUrl for filling it, and for a server's {@code DATABASE_URL} where {@code runtimeUrl} is empty
 * @param versions of each action
 */
record LoadedRegistry(String ownerUrl, VariedActions varied, LoadKeys keys, long actions, int versions) {
    /** More than are sent in one run. */
    private static final int DRAWS = 120_000;

    private static final String ADMIN_KEY = "bench-admin-key";

    /** A new database, filled. */
    static LoadedRegistry fill(String ownerUrl, VariedActions varied, LoadKeys keys, int actions, int versions)
            throws SQLException, IOException {
        DatabaseUrl owner = DatabaseUrl.parse(ownerUrl);
        Migrations.run(owner);
        try (JournalCopy journal = JournalCopy.open(owner)) {
            Load.fill(journal, varied, keys, actions, versions);
            journal.vacuum();
        }
        return new LoadedRegistry(ownerUrl, varied, keys, actions, versions);
    }

    /**
     * One that was filled before.
     *
     * @throws IOException when its versions are not those that these tools and keys make
     */
    static LoadedRegistry found(String ownerUrl, VariedActions varied, LoadKeys keys) throws SQLException, IOException {
        DatabaseUrl owner = DatabaseUrl.parse(ownerUrl);
        Migrations.run(owner);
        try (Sql sql = Sql.open(owner)) {
            long size = sql.number("SELECT tree_size FROM journal_head");
            String first = varied.name(0).value();
            int versions = (int)
                    sql.number("SELECT coalesce(max(version_count), 0) FROM actions WHERE name = '" + first + "'");
            if (versions == 0 || size % versions != 0) {
                throw new IOException(owner.location() + " is no database that bench/load has filled from these tools");
            }
            return new LoadedRegistry(ownerUrl, varied, keys, size / versions, versions);
        }
    }

    /** What its server is started with; the same for every one but the database. */
    Map<String, String> environment(List<String> jvm) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_TOOL_OPTIONS",
                String.join(" ", jvm),
                "DATABASE_URL",
                ownerUrl,
                "DATABASE_OWNER_URL",
                ownerUrl,
                "TRUSTED_KEYS_FILE",
                keys.trustedKeys().toAbsolutePath().toString(),
                "ACTION_REGISTRY_API_KEY",
                ADMIN_KEY,
                // Neither answers nor pages are remembered: every request reads.
                "ACTION_REGISTRY_CATALOG_CACHE_BYTES",
                "0",
                "ACTION_REGISTRY_DRAIN_NOTICE_SECONDS",
                "0",
                "HOST",
                "127.0.0.1",
                "PORT",
                "0"));
        environment.put("LOG_ORIGIN", "bench.example/log");
        environment.put("LOG_SIGNING_KEY_FILE", keys.logKey().toAbsolutePath().toString());
        return environment;
    }

    /** What a list and a fetch by coordinate read: tables, what lies outside of their rows, and the indexes on the way. */
    private static final String READ = """
            FROM pg_class t
            LEFT JOIN pg_index i ON i.indrelid = t.reltoastrelid
            CROSS JOIN LATERAL (VALUES (t.oid), (t.reltoastrelid), (i.indexrelid)) r (relation)
            WHERE t.relname IN ('action_versions', 'actions', 'action_versions_pkey', 'action_versions_ordered', 'actions_pkey')
                AND t.relnamespace = current_schema()::regnamespace AND r.relation <> 0
            """;

    /**
     * Takes what a list and a fetch read into PostgreSQL's own cache, as far as it fits, the table of versions last. Without
     * that, what is measured is how fast pages come from the operating system.
     *
     * @return how much it is, and whether it fits
     */
    String prewarm() throws SQLException {
        try (Sql sql = Sql.open(DatabaseUrl.parse(ownerUrl))) {
            sql.run("CREATE EXTENSION IF NOT EXISTS pg_prewarm");
            return sql.text("WITH read AS MATERIALIZED (SELECT r.relation " + READ
                    + " ORDER BY pg_relation_size(r.relation)),"
                    + " warm AS MATERIALIZED (SELECT (sum(pg_prewarm(relation)) * 8192)::bigint AS bytes FROM read)"
                    + " SELECT format('%s actions x %s: %s MiB are read, %s in a cache of %s', " + actions + ", "
                    + versions
                    + ", bytes >> 20, CASE WHEN bytes < pg_size_bytes(current_setting('shared_buffers')) THEN 'all'"
                    + " ELSE 'not all' END, current_setting('shared_buffers')) FROM warm");
        }
    }

    static String apiKey() {
        return ADMIN_KEY;
    }

    /** Paths of versions, each as likely as any other; the same ones for the same seed. */
    List<String> fetches(int seed) {
        Random random = new Random(seed);
        return IntStream.range(0, DRAWS)
                .mapToObj(i -> {
                    long number = (long) (random.nextDouble() * actions);
                    Coordinate coordinate = varied.versions(number, versions).get(random.nextInt(versions));
                    return "/actions/" + coordinate.name() + "/versions/" + coordinate.version();
                })
                .toList();
    }

    /** Names after which pages begin, evenly spread over the list from its beginning to its end. */
    List<String> depths(int count) throws SQLException {
        try (Sql sql = Sql.open(DatabaseUrl.parse(ownerUrl))) {
            return sql.texts(
                    "SELECT name FROM (SELECT name, row_number() OVER (ORDER BY name) AS place, count(*) OVER () AS"
                            + " whole FROM actions) n WHERE place % (whole / " + count + ") = 1 ORDER BY name LIMIT "
                            + count);
        }
    }

    /** In the same server, dropped and made anew. */
    static String beside(String ownerUrl, String name) throws SQLException {
        DatabaseUrl owner = DatabaseUrl.parse(ownerUrl);
        try (Sql sql = Sql.open(owner)) {
            sql.run("DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name);
        }
        return ownerUrl.replaceFirst("/" + owner.database() + "(\\?|$)", "/" + name + "$1");
    }

    static VariedActions tools(Optional<Path> tools) throws IOException {
        return VariedActions.of(tools.or(() -> Optional.of(Load.TOOLS).filter(Files::isReadable)));
    }
}
