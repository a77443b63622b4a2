package org.actionregistry.testing;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TreeGrowth;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSignature;
import org.actionregistry.signing.NoteSigner;

/** Signs the journal of a database from outside, so that tests of the reading side need nothing of the writing one. */
public final class LogWriter {
    private final DatabaseUrl owner;
    private final List<NoteSigner> signers;
    private RightEdge edge = RightEdge.EMPTY;

    private LogWriter(DatabaseUrl owner, List<NoteSigner> signers) {
        this.owner = owner;
        this.signers = signers;
    }

    /** A signer with a key of its own. */
    public static NoteSigner signer(String origin) {
        return new NoteSigner(new KeyName(origin), Ed25519PrivateKey.generate(new SecureRandom()));
    }

    /** Writes as the owner of the tables into a log that is empty so far. */
    public static LogWriter of(DatabaseUrl owner, NoteSigner... signers) {
        return new LogWriter(owner, List.of(signers));
    }

    /** Brings the tiles up to the journal's end, without a checkpoint. */
    public void extend() {
        try (Connection connection = Sql.connect(owner)) {
            TreeGrowth growth = edge.append(newLeaves(connection));
            for (Tile tile : growth.tiles()) {
                write(connection, tile);
            }
            edge = growth.edge();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Brings the tiles up to the journal's end and signs that. */
    public Checkpoint sign() {
        extend();
        Checkpoint checkpoint = new Checkpoint(signers.get(0).name().value(), edge.size(), edge.root());
        execute(
                "INSERT INTO log_checkpoints (size, root, note) VALUES (?, ?, ?)",
                edge.size(),
                edge.root().bytes(),
                checkpoint.sign(signers).toString());
        return checkpoint;
    }

    /** Adds what a witness said of the latest size. */
    public void cosign(NoteSignature signature) {
        execute(
                "INSERT INTO log_cosignatures (size, witness, line) VALUES (?, ?, ?)",
                edge.size(),
                signature.name().value(),
                signature.toString());
    }

    private List<MerkleHash> newLeaves(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT leaf FROM journal WHERE index >= ? ORDER BY index")) {
            query.setLong(1, edge.size());
            List<MerkleHash> leaves = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    leaves.add(MerkleHash.ofLeaf(rows.getBytes(1)));
                }
            }
            return leaves;
        }
    }

    private static void write(Connection connection, Tile tile) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO log_tiles VALUES (?, ?, ?)"
                + " ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes")) {
            statement.setInt(1, tile.id().level());
            statement.setLong(2, tile.id().index());
            statement.setBytes(3, tile.bytes());
            statement.executeUpdate();
        }
    }

    private void execute(String sql, Object... values) {
        try (Connection connection = Sql.connect(owner);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
