package org.actionregistry.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.merkle.TreeGrowth;
import org.actionregistry.signing.Seal;
import org.postgresql.PGConnection;

/**
 * Writes large batches into the journal by COPY, as the owner of the tables: rows, leaves, tiles and head are what
 * {@link PgJournal} would have written for the same batch, but for the checkpoint, which the first server with the log's key
 * signs. Each batch is a transaction, so what was written is a whole registry at any time. Nothing may be serving meanwhile.
 *
 * <p>Names are the caller's care: two that fold to the same text fail the batch.
 */
public final class JournalCopy implements AutoCloseable {
    /** Foreign keys hold by construction; checking them costs a third of the time. Only a superuser may leave them out. */
    private static final String TRUST_US = """
            SELECT set_config('session_replication_role', 'replica', false)
            WHERE current_setting('is_superuser') = 'on'
            """;

    /** {@link PgJournal#SUMMARISE} counts its parameters as a function of SQL does. */
    private static final String FUNCTION =
            "CREATE FUNCTION pg_temp.summarise(timestamptz, text[], text[], text[], int[], text[]) RETURNS void LANGUAGE sql AS $body$"
                    + ActionSummaries.SUMMARISE + "$body$";

    private static final String COPY_ENTRIES = "COPY journal (index, type, body, leaf, time) FROM STDIN";

    private static final String COPY_VERSIONS = """
            COPY action_versions (name, version, precedence, prerelease, schema_json, canonical, hash, sig_alg, sig_kid,
                sig_b64, seal, created_at, log_index) FROM STDIN
            """;

    private final Connection connection;
    private RightEdge edge = RightEdge.EMPTY;
    private Instant last = Instant.EPOCH;

    private JournalCopy(Connection connection) {
        this.connection = connection;
    }

    /** Takes the journal up where it ends. */
    public static JournalCopy open(DatabaseUrl owner) throws SQLException {
        JournalCopy copy = new JournalCopy(DriverManager.getConnection(owner.jdbcUrl(), owner.jdbcProperties()));
        try (Statement statement = copy.connection.createStatement()) {
            statement.execute(TRUST_US);
            statement.execute(FUNCTION);
            copy.readHead(statement);
            copy.connection.setAutoCommit(false);
            return copy;
        } catch (SQLException | RuntimeException failure) {
            copy.close();
            throw failure;
        }
    }

    private void readHead(Statement statement) throws SQLException {
        long size;
        try (ResultSet head = statement.executeQuery(
                "SELECT next_index, tree_size, greatest(last_time, 'epoch') AS last_time FROM journal_head")) {
            head.next();
            size = head.getLong("tree_size");
            if (size != head.getLong("next_index")) {
                throw new IllegalStateException("the tree is behind the journal; start a server on the database first");
            }
            last = head.getTimestamp("last_time").toInstant();
        }
        List<Tile> tiles = new ArrayList<>();
        for (TileId id : TileId.rightEdge(size)) {
            try (ResultSet tile = statement.executeQuery(
                    "SELECT hashes FROM log_tiles WHERE level = " + id.level() + " AND n = " + id.index())) {
                tile.next();
                tiles.add(Tile.of(id, tile.getBytes(1)));
            }
        }
        edge = RightEdge.of(size, tiles);
    }

    /** How many entries there are: the index of the next one. */
    public long size() {
        return edge.size();
    }

    /** What the newest entry has published, and under which key. */
    public Optional<String> newest() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT name || '@' || version || ' by ' || coalesce(sig_kid, 'nobody')"
                                + " FROM action_versions WHERE log_index = " + (size() - 1))) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** A batch as {@code COPY} takes it. */
    public static final class Batch {
        private final long first;
        private final Instant time;
        private final CopyRows entries = new CopyRows();
        private final CopyRows versions = new CopyRows();
        private final List<MerkleHash> leaves = new ArrayList<>();
        private final GainedVersions gained = new GainedVersions();

        /**
         * Does the encoding, on any thread.
         *
         * @param first index of the first entry
         */
        public Batch(long first, Instant time, List<VersionPublished> published) {
            this.first = first;
            this.time = time.truncatedTo(ChronoUnit.MICROS);
            published.forEach(this::add);
        }

        private void add(VersionPublished entry) {
            long index = first + leaves.size();
            byte[] leaf = LogLeaf.encode(index, time, entry);
            leaves.add(MerkleHash.ofLeaf(leaf));
            entries.text(Long.toString(index))
                    .text(entry.type())
                    .text(StorableText.json(CanonicalJson.encode(entry.body())))
                    .bytes(leaf)
                    .text(time.toString())
                    .endRow();
            Coordinate coordinate = entry.coordinate();
            DetachedSignature signature = entry.signature().orElseThrow();
            byte[] canonical = entry.manifest().canonical();
            versions.text(coordinate.name().value())
                    .text(coordinate.version().toString())
                    .text(coordinate.version().precedenceKey())
                    .text(Boolean.toString(coordinate.version().preRelease()))
                    .text(StorableText.json(canonical))
                    .bytes(canonical)
                    .text(entry.hash())
                    .text(signature.alg())
                    .text(signature.kid())
                    .text(signature.sig())
                    .bytes(entry.seal().map(Seal::bytes))
                    .text(time.toString())
                    .text(Long.toString(index))
                    .endRow();
            gained.add(coordinate);
        }

        /** How many entries it has. */
        public int size() {
            return leaves.size();
        }
    }

    /**
     * Writes a batch and commits it.
     *
     * @throws IllegalArgumentException when it does not begin where the journal ends
     */
    public void write(Batch batch) throws SQLException, IOException {
        if (batch.first != size() || batch.time.isBefore(last)) {
            throw new IllegalArgumentException("the journal goes on at " + size() + ", not at " + batch.first);
        }
        var copier = connection.unwrap(PGConnection.class).getCopyAPI();
        copier.copyIn(COPY_ENTRIES, batch.entries.stream());
        copier.copyIn(COPY_VERSIONS, batch.versions.stream());
        summarise(batch);
        TreeGrowth growth = edge.append(batch.leaves);
        writeTiles(growth);
        writeHead(growth.edge(), batch.time);
        connection.commit();
        edge = growth.edge();
        last = batch.time;
    }

    private void summarise(Batch batch) throws SQLException {
        GainedVersions gained = batch.gained;
        try (PreparedStatement call = connection.prepareStatement("SELECT pg_temp.summarise(?, ?, ?, ?, ?, ?)")) {
            call.setObject(1, batch.time.atOffset(ZoneOffset.UTC));
            call.setArray(2, texts(gained.column(String[]::new, (name, versions) -> name.value())));
            call.setArray(3, texts(gained.column(String[]::new, (name, versions) -> name.namespace())));
            call.setArray(4, texts(gained.column(String[]::new, (name, versions) -> name.folded())));
            call.setArray(
                    5,
                    connection.createArrayOf(
                            "int4", gained.column(Integer[]::new, (name, versions) -> versions.size())));
            call.setArray(6, texts(gained.column(String[]::new, (name, versions) -> GainedVersions.listed(versions))));
            call.execute();
        }
    }

    private java.sql.Array texts(Object[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    private void writeTiles(TreeGrowth growth) throws SQLException {
        try (PreparedStatement tiles = connection.prepareStatement("""
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
    }

    private void writeHead(RightEdge grown, Instant time) throws SQLException {
        try (PreparedStatement head = connection.prepareStatement(
                "UPDATE journal_head SET next_index = ?, last_time = ?, tree_size = ?, tree_root = ?")) {
            head.setLong(1, grown.size());
            head.setObject(2, time.atOffset(ZoneOffset.UTC));
            head.setLong(3, grown.size());
            head.setBytes(4, grown.root().bytes());
            head.executeUpdate();
        }
    }

    /** What follows is written without the indexes that it does not use, until {@link #finish}; for large loads. */
    public void setIndexesAside() throws SQLException {
        IndexesAside.take(connection);
        connection.commit();
    }

    /** Makes the indexes anew that were set aside by this load or by one before it that was interrupted. */
    public void finish() throws SQLException {
        IndexesAside.putBack(connection);
        connection.commit();
    }

    /** Gives the planner its statistics and index-only scans their map. */
    public void vacuum() throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE) actions, action_versions, journal, log_tiles");
        }
        connection.setAutoCommit(false);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
