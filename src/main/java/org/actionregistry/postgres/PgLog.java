package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.actionregistry.action.Coordinate;
import org.actionregistry.log.LogStore;
import org.actionregistry.log.StoredCheckpoint;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;

/**
 * The log in PostgreSQL. Reads the primary only: a replica that lags would not have what a checkpoint already promises,
 * and to a monitor that is a breach.
 */
public final class PgLog implements LogStore {
    private final Database database;

    public PgLog(Database database) {
        this.database = database;
    }

    private static final String CHECKPOINT = """
            SELECT c.size, c.root, c.note,
                   ARRAY(SELECT w.line FROM log_cosignatures w WHERE w.size = c.size ORDER BY w.witness) AS cosignatures
            FROM log_checkpoints c
            """;

    private static final String LATEST_CHECKPOINT = CHECKPOINT + "ORDER BY c.size DESC LIMIT 1";

    @Override
    public Future<Optional<StoredCheckpoint>> latestCheckpoint() {
        return checkpoint(LATEST_CHECKPOINT, Tuple.tuple());
    }

    private static final String CHECKPOINT_OF_SIZE = CHECKPOINT + "WHERE c.size = $1";

    @Override
    public Future<Optional<StoredCheckpoint>> checkpoint(long size) {
        return checkpoint(CHECKPOINT_OF_SIZE, Tuple.of(size));
    }

    private Future<Optional<StoredCheckpoint>> checkpoint(String query, Tuple parameters) {
        return query(query, parameters)
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(checkpoint(rows.iterator().next())));
    }

    private static StoredCheckpoint checkpoint(Row row) {
        return new StoredCheckpoint(
                row.getLong("size"),
                MerkleHash.of(row.getBuffer("root").getBytes()),
                row.getString("note"),
                Arrays.asList(row.getArrayOfStrings("cosignatures")));
    }

    @Override
    public Future<List<Tile>> tiles(Set<TileId> ids) {
        return database.statement(TileRows.read(database.current(), ids));
    }

    private static final String LEAVES = """
            SELECT leaf FROM journal WHERE index >= $1 AND index < $2 ORDER BY index
            """;

    @Override
    public Future<List<byte[]>> leaves(long first, int count) {
        return query(LEAVES, Tuple.of(first, first + count)).map(rows -> {
            if (rows.size() != count) {
                throw new IllegalStateException("the journal has " + rows.size() + " of the " + count + " entries from "
                        + first + " on; it was cut or changed behind the program's back");
            }
            List<byte[]> leaves = new ArrayList<>(count);
            rows.forEach(row -> leaves.add(row.getBuffer("leaf").getBytes()));
            return leaves;
        });
    }

    private static final String INDEX_OF = "SELECT log_index FROM action_versions WHERE name = $1 AND version = $2";

    @Override
    public Future<OptionalLong> indexOf(Coordinate coordinate) {
        return query(
                        INDEX_OF,
                        Tuple.of(coordinate.name().value(), coordinate.version().toString()))
                .map(rows -> rows.size() == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(rows.iterator().next().getLong("log_index")));
    }

    private Future<RowSet<Row>> query(String sql, Tuple parameters) {
        return database.statement(database.current().preparedQuery(sql).execute(parameters));
    }
}
