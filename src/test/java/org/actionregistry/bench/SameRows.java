package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.postgres.Migrations;

/**
 * All rows of a publish, inserted by pgbench: one of {@code journal}, {@code actions}, {@code action_versions} and
 * {@code audit} each, into tables that the same migrations have made, with every index, foreign key and trigger, in a
 * database of their own beside the registry's. One publish is one statement and one transaction, so pgbench pays for one
 * round trip, not for four. Names, hashes and words are those of {@link SignedPublishes}; conflicts, tree, checkpoint and
 * notification are left out.
 */
final class SameRows {
    private static final String DATABASE = "bench_rows";

    private static final String SCRIPT = """
            WITH next AS MATERIALIZED (
                SELECT nextval('bench_index') AS n
            ), made AS MATERIALIZED (
                SELECT n, 'bench' || n %% 64 || '.read-rows-' || n AS name,
                    'sha256:' || encode(sha256(convert_to(n::text, 'UTF8')), 'hex') AS hash,
                    %1$s || n || '"}' AS text
                FROM next
            ), entry AS MATERIALIZED (
                SELECT *, '{"alg":"ed25519","hash":"' || hash || %7$s || name || '","sig_sha256":"'
                    || right(hash, 64) || '","version":"1.0.0"}' AS body,
                    '{"alg":"ed25519","hash":"' || hash || %2$s || n || %3$s || name || '","sig_sha256":"'
                    || right(hash, 64) || %4$s AS leaf
                FROM made
            ), logged AS (
                INSERT INTO journal (index, type, body, leaf, time)
                SELECT n, 'version.published', body::jsonb, convert_to(leaf, 'UTF8'), clock_timestamp() FROM entry
            ), audited AS (
                INSERT INTO audit (time, principal, credential, role, address, request_id, operation,
                    target, kid, status, log_index)
                SELECT clock_timestamp(), 'bootstrap', 'api_key', 'admin', '127.0.0.1', left(md5(n::text), 24), 'publishVersion',
                    name || '@1.0.0', 'bench-1', 201, n
                FROM entry
            ), versioned AS (
                INSERT INTO action_versions (name, version, precedence, prerelease, schema_json, canonical,
                    hash, sig_alg, sig_kid, sig_b64, created_at, log_index)
                SELECT name, '1.0.0', '@1@1@0~', false, text::jsonb, convert_to(text, 'UTF8'),
                    hash, 'ed25519', 'bench-1', %5$s, clock_timestamp(), n
                FROM entry
            )
            INSERT INTO actions (name, namespace, folded, created_at, updated_at,
                latest_version, latest_index, title, description, tags, search, version_count, versions)
            SELECT name, split_part(name, '.', 1), translate(name, '-_.', '---'), clock_timestamp(), clock_timestamp(),
                '1.0.0', n, 'Read rows ' || n, %6$s, '{tables}',
                to_tsvector('simple', 'bench' || n %% 64 || ' read rows ' || n || ' read rows ' || n || ' ' || %6$s || ' tables'), 1, '1.0.0'
            FROM entry
            """;

    private final DatabaseUrl owner;

    private SameRows(DatabaseUrl owner) {
        this.owner = owner;
    }

    /** Makes the database and its tables; once. */
    static SameRows create(DatabaseUrl registry, Sql sql) throws SQLException {
        sql.run("CREATE DATABASE " + DATABASE);
        DatabaseUrl owner = DatabaseUrl.parse("postgresql://" + registry.user() + ":"
                + registry.password().orElse("") + "@" + registry.host() + ":" + registry.port() + "/" + DATABASE
                + "?sslmode=disable");
        Migrations.run(owner);
        try (Sql rows = Sql.open(owner)) {
            rows.run("CREATE SEQUENCE bench_index MINVALUE 0");
        }
        return new SameRows(owner);
    }

    /** Publishes a second. */
    double run(Pgbench pgbench, Path directory) throws IOException, InterruptedException {
        String description = "Returns rows of one table, newest first, at most as many as asked for.";
        // pgbench reads a statement to its semicolon.
        String script = String.format(
                SCRIPT,
                Pgbench.literal(Pgbench.MANIFEST),
                Pgbench.literal("\",\"index\":"),
                Pgbench.literal(",\"kid\":\"bench-1\",\"name\":\""),
                Pgbench.literal(
                        "\",\"time\":\"2026-01-01T00:00:00.000000Z\",\"type\":\"version.published\",\"version\":\"1.0.0\"}"),
                Pgbench.literal("base64:" + "A".repeat(86) + "=="),
                Pgbench.literal(description),
                Pgbench.literal("\",\"kid\":\"bench-1\",\"name\":\""));
        return pgbench.run(owner, directory.resolve("same-rows.sql"), script.strip() + ";\n");
    }
}
