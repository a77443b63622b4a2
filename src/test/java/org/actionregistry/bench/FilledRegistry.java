package org.actionregistry.bench;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TreeGrowth;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.postgres.Migrations;

/**
 * A database that holds as many actions as one asks for, filled in bulk by its owner: the rows have the shape of published
 * ones and the tree over them is right, but nothing about them is verified and no checkpoint was signed.
 *
 * @param owner for looking
 * @param runtime what a server would be given
 */
record FilledRegistry(DatabaseUrl owner, DatabaseUrl runtime, long size) {
    private static final int LEAVES_AT_ONCE = 65_536;

    /** Triggers and foreign keys are left out for the time of the fill; what they would check holds by construction. */
    private static final String BULK = "SET session_replication_role = replica";

    private static final String ENTRIES = """
            INSERT INTO journal (index, type, body, leaf, time)
            SELECT i, 'version.published', jsonb_build_object('name', 'old' || i % 64 || '.read-rows-' || i,
                    'version', '1.0.0', 'hash', 'sha256:' || encode(sha256(i::text::bytea), 'hex'), 'alg', 'ed25519',
                    'kid', 'bench-1', 'sig_sha256', encode(sha256(('s' || i)::bytea), 'hex')),
                convert_to(format('{"alg":"ed25519","hash":"sha256:%s","index":%s,"kid":"bench-1","name":"old%s.read-rows-%s",'
                    || '"sig_sha256":"%s","time":"2026-01-01T00:00:00.000000Z","type":"version.published","version":"1.0.0"}',
                    encode(sha256(i::text::bytea), 'hex'), i, i % 64, i, encode(sha256(('s' || i)::bytea), 'hex')), 'UTF8'),
                '2026-01-01T00:00:00Z'
            FROM generate_series(0, ? - 1) AS i
            """;

    private static final String VERSIONS = """
            INSERT INTO action_versions (name, version, precedence, prerelease, schema_json, canonical, hash,
                sig_alg, sig_kid, sig_b64, created_at, log_index)
            SELECT j.body ->> 'name', '1.0.0', ?, false, convert_from(?, 'UTF8')::jsonb, ?, j.body ->> 'hash',
                'ed25519', 'bench-1', 'base64:' || repeat('A', 86) || '==', j.time, j.index
            FROM journal j ORDER BY j.index
            """;

    private static final String ACTIONS = """
            INSERT INTO actions (name, namespace, folded, created_at, updated_at, latest_version, latest_index, title, tags,
                search, version_count, versions)
            SELECT v.name, split_part(v.name, '.', 1), translate(v.name, '_.', '--'), v.created_at, v.created_at,
                '1.0.0', v.log_index, 'Read rows', '{tables}',
                to_tsvector('simple', translate(v.name, '-.', '  ') || ' read rows'), 1, '1.0.0'
            FROM action_versions v
            """;

    /** @param name of the new database */
    static FilledRegistry create(DatabaseUrl owner, DatabaseUrl runtime, String name, long size) throws SQLException {
        try (Sql sql = Sql.open(owner)) {
            sql.run("CREATE DATABASE " + name);
        }
        FilledRegistry registry = new FilledRegistry(owner.withDatabase(name), runtime.withDatabase(name), size);
        Migrations.run(registry.owner);
        try (Sql sql = Sql.open(registry.owner)) {
            sql.run(BULK);
            registry.fillTables(sql);
            registry.growTree(sql);
            sql.run("VACUUM ANALYZE", "CHECKPOINT");
        }
        return registry;
    }

    private void fillTables(Sql sql) throws SQLException {
        try (PreparedStatement entries = sql.connection().prepareStatement(ENTRIES)) {
            entries.setLong(1, size);
            entries.executeUpdate();
        }
        SignedRecord sample = new SignedPublishes("").record();
        try (PreparedStatement versions = sql.connection().prepareStatement(VERSIONS)) {
            versions.setString(1, sample.coordinate().version().precedenceKey());
            versions.setBytes(2, sample.canonical());
            versions.setBytes(3, sample.canonical());
            versions.executeUpdate();
        }
        sql.run(ACTIONS);
    }

    private void growTree(Sql sql) throws SQLException {
        sql.connection().setAutoCommit(false);
        RightEdge edge = RightEdge.EMPTY;
        try (Statement statement = sql.connection().createStatement()) {
            statement.setFetchSize(LEAVES_AT_ONCE);
            try (ResultSet rows = statement.executeQuery("SELECT leaf FROM journal ORDER BY index")) {
                List<MerkleHash> leaves = new ArrayList<>(LEAVES_AT_ONCE);
                while (rows.next()) {
                    leaves.add(MerkleHash.ofLeaf(rows.getBytes(1)));
                    if (leaves.size() == LEAVES_AT_ONCE || rows.isLast()) {
                        edge = store(sql, edge.append(leaves));
                        leaves.clear();
                    }
                }
            }
        }
        setHead(sql, edge);
        sql.connection().commit();
        sql.connection().setAutoCommit(true);
    }

    private static RightEdge store(Sql sql, TreeGrowth growth) throws SQLException {
        try (PreparedStatement tiles = sql.connection().prepareStatement("""
                INSERT INTO log_tiles (level, n, hashes) VALUES (?, ?, ?)
                ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes
                """)) {
            for (Tile tile : growth.tiles()) {
                tiles.setInt(1, tile.id().level());
                tiles.setLong(2, tile.id().index());
                tiles.setBytes(3, tile.bytes());
                tiles.addBatch();
            }
            tiles.executeBatch();
        }
        return growth.edge();
    }

    private static void setHead(Sql sql, RightEdge edge) throws SQLException {
        try (PreparedStatement head = sql.connection()
                .prepareStatement(
                        "UPDATE journal_head SET next_index = ?, tree_size = ?, tree_root = ?, last_time = '2026-01-01T00:00:00Z'")) {
            head.setLong(1, edge.size());
            head.setLong(2, edge.size());
            head.setBytes(3, edge.root().bytes());
            head.executeUpdate();
        }
    }

    /** The name of the action that entry {@code index} published. */
    static String nameAt(long index) {
        return "old" + index % 64 + ".read-rows-" + index;
    }
}
