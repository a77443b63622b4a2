package org.actionregistry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.actionregistry.postgres.DatabaseUrl;

/**
 * What the database does by itself: rows like those of a publish, one a transaction, by PostgreSQL's own benchmark client.
 * A row has the columns of {@code action_versions} and of {@code journal}, at the sizes that {@link SignedPublishes} has;
 * {@link SameRows} has all that a publish writes.
 */
final class Pgbench {
    private static final Pattern TPS = Pattern.compile("(?m)^tps = ([0-9.]+)");

    /** Which indexes the table has. */
    enum Table {
        /** A primary key that only grows: the least that a table of rows to be found again can have. */
        KEY_ONLY("bench_rows_key_only"),
        /** The indexes of {@code action_versions} besides, and none of the other three tables that a publish writes. */
        SAME_INDEXES("bench_rows_same_indexes");

        private final String table;

        Table(String table) {
            this.table = table;
        }
    }

    private static final String CREATE = """
            CREATE TABLE %1$s (
                log_index bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                name text COLLATE "C" NOT NULL, version text COLLATE "C" NOT NULL, precedence text COLLATE "C" NOT NULL,
                prerelease boolean NOT NULL, schema_json jsonb NOT NULL, canonical bytea NOT NULL, hash text NOT NULL,
                sig_alg text, sig_kid text, sig_b64 text, status text NOT NULL DEFAULT 'active', status_reason text,
                created_at timestamptz NOT NULL, type text NOT NULL, body jsonb NOT NULL, leaf bytea NOT NULL
            )""";

    private static final String[] INDEX = {
        "ALTER TABLE %1$s ADD UNIQUE (name, version)",
        "CREATE UNIQUE INDEX ON %1$s (name, precedence)",
        "CREATE INDEX ON %1$s (name, prerelease, precedence DESC) WHERE status IN ('active', 'deprecated')",
        "CREATE INDEX ON %1$s (hash) WHERE octet_length(hash) = 71",
    };

    /** {@code :n} makes names, manifests and hashes distinct. */
    private static final String SCRIPT = """
            \\set n random(1, 9000000000000000)
            INSERT INTO %1$s (name, version, precedence, prerelease, schema_json, canonical, hash, \
            sig_alg, sig_kid, sig_b64, created_at, type, body, leaf) \
            SELECT m.name, '1.0.0', '@1@1@0~', false, m.text::jsonb, convert_to(m.text, 'UTF8'), m.hash, \
            'ed25519', 'bench-1', m.sig, clock_timestamp(), 'version.published', m.body::jsonb, convert_to(m.body, 'UTF8') \
            FROM (SELECT v.name, v.hash, v.sig, %2$s || v.name || '","version":"1.0.0"}' AS text, \
            '{"alg":"ed25519","hash":"' || v.hash || %4$s || v.name \
            || '","sig_sha256":"' || right(v.hash, 64) || %5$s AS body \
            FROM (SELECT 'bench.read-rows-' || :n::bigint AS name, \
            'sha256:' || lpad(to_hex(:n::bigint), 64, '0') AS hash, %3$s AS sig) v) m
            """;

    private final DatabaseUrl owner;
    private final int clients;
    private final int seconds;

    Pgbench(DatabaseUrl owner, int clients, int seconds) throws SQLException {
        this.owner = owner;
        this.clients = clients;
        this.seconds = seconds;
        try (Sql sql = Sql.open(owner)) {
            for (Table table : Table.values()) {
                sql.run(String.format(CREATE, table.table));
            }
            for (String index : INDEX) {
                sql.run(String.format(index, Table.SAME_INDEXES.table));
            }
        }
    }

    /** Transactions a second. */
    double run(Table table, Path directory) throws IOException, InterruptedException {
        Path script = directory.resolve(table.table + ".sql");
        return run(
                owner,
                script,
                String.format(
                        SCRIPT,
                        table.table,
                        literal(HEAD),
                        literal("base64:" + "A".repeat(86) + "=="),
                        literal("\",\"index\":1,\"kid\":\"bench-1\",\"name\":\""),
                        literal(
                                "\",\"time\":\"2026-01-01T00:00:00.000000Z\",\"type\":\"version.published\",\"version\":\"1.0.0\"}")));
    }

    /** Transactions a second of one script, which is left in a file. */
    double run(DatabaseUrl owner, Path script, String text) throws IOException, InterruptedException {
        Files.writeString(script, text);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "pgbench",
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=2",
                        "--time=" + seconds,
                        "--file=" + script,
                        "--host=" + owner.host(),
                        "--port=" + owner.port(),
                        "--username=" + owner.user(),
                        owner.database()))
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", owner.password().orElse(""));
        builder.environment().put("PGSSLMODE", "disable");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher matcher = TPS.matcher(output);
        if (process.waitFor() != 0 || !matcher.find()) {
            throw new IOException("pgbench failed: " + output);
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** pgbench takes a colon before a word for the start of a variable, also within quotes. */
    static String literal(String text) {
        return "'" + text.replaceAll(":(?=\\w)", ":' || '") + "'";
    }

    /** The manifest of a publish up to the number in its title. */
    static final String MANIFEST = """
            {"description":"Returns rows of one table, newest first, at most as many as asked for.",\
            "effects":{"readOnly":true},"input":{"properties":{"limit":{"minimum":1,"type":"integer"},\
            "table":{"type":"string"}},"required":["table"],"type":"object"},\
            "tags":["tables"],"title":"Read rows \
            """;

    /** A manifest up to its name: the members behind it are {@code name} and {@code version}. */
    private static final String HEAD = MANIFEST + "100000\",\"name\":\"";
}
