package org.actionregistry.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.testing.Sql;

/**
 * Rows as a registry of many actions has them, written by SQL alone: nothing is signed, and there is no journal. Each action
 * has the word {@code every} and the tag {@code every}; every thousandth has the word and the tag {@code rare}, and its
 * first version is yanked; those whose number ends with 5 have the word {@code tenth}.
 */
final class ManyActions {
    private static final List<SemanticVersion> VERSIONS =
            List.of(SemanticVersion.parse("1.0.0"), SemanticVersion.parse("1.1.0"), SemanticVersion.parse("2.0.0"));

    private static final String ACTIONS = """
            INSERT INTO actions (name, namespace, folded, created_at, updated_at, latest_version, title, description, tags,
                search, version_count, versions)
            SELECT name, split_part(name, '.', 1), translate(name, '.', '-'), now(), now(), '2.0.0', 'An action',
                repeat('What it does. ', 10),
                CASE WHEN i % 1000 = 0 THEN '{every,rare}'::text[] ELSE '{every}' END,
                to_tsvector('simple', 'every ' || CASE WHEN i % 1000 = 0 THEN 'rare' WHEN i % 10 = 5 THEN 'tenth' ELSE '' END),
                3, '1.0.0 1.1.0 2.0.0'
            FROM (SELECT i, 'n' || lpad((i % 50)::text, 2, '0') || '.a' || lpad(i::text, 8, '0') AS name
                  FROM generate_series(1, ?) AS i) n
            """;

    private static final String OF_EACH = """
            INSERT INTO action_versions (name, version, precedence, prerelease, schema_json, canonical, hash, created_at,
                log_index, status)
            SELECT name, ?, ?, false, '{}', convert_to(repeat('x', 500), 'UTF8'),
                'sha256:' || encode(sha256((name || ?)::bytea), 'hex'), now(), ? * 1000000 + row_number() OVER (ORDER BY name),
                CASE WHEN ? AND tags @> '{rare}' THEN 'yanked' ELSE 'active' END
            FROM actions
            """;

    private ManyActions() {}

    /** Fills an empty database; a million at most. */
    static void fill(DatabaseUrl owner, int actions) throws SQLException {
        try (Connection connection = Sql.connect(owner);
                Statement statement = connection.createStatement()) {
            // A worker that looks at the tables meanwhile would keep VACUUM from marking their pages as visible to all.
            statement.execute("ALTER TABLE actions SET (autovacuum_enabled = off)");
            statement.execute("ALTER TABLE action_versions SET (autovacuum_enabled = off)");
            // Nor does VACUUM mark what a crash might still take back; test servers commit asynchronously.
            statement.execute("SET synchronous_commit = on");
            // What triggers and foreign keys would check holds by construction.
            statement.execute("SET session_replication_role = replica");
            try (PreparedStatement insert = connection.prepareStatement(ACTIONS)) {
                insert.setInt(1, actions);
                insert.executeUpdate();
            }
            for (SemanticVersion version : VERSIONS) {
                try (PreparedStatement insert = connection.prepareStatement(OF_EACH)) {
                    insert.setString(1, version.toString());
                    insert.setString(2, version.precedenceKey());
                    insert.setString(3, version.toString());
                    insert.setInt(4, VERSIONS.indexOf(version));
                    insert.setBoolean(5, version.equals(VERSIONS.get(0)));
                    insert.executeUpdate();
                }
            }
            statement.execute("UPDATE actions a SET latest_index = v.log_index FROM action_versions v"
                    + " WHERE v.name = a.name AND v.version = a.latest_version");
            statement.execute("VACUUM ANALYZE actions, action_versions");
        }
    }
}
