package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;

/** The rows of {@code log_tiles}. */
final class TileRows {
    /** By primary key at every size of the log, as {@link ClientOptions#POINT_ACCESS} tells the planner. */
    static final String SELECT = """
            SELECT t.level, t.n, t.hashes
            FROM unnest($1::int[], $2::bigint[]) AS wanted (level, n)
            JOIN log_tiles t ON t.level = wanted.level AND t.n = wanted.n
            """;

    private TileRows() {}

    /** Those of {@code ids} that there are, in any order, in their widest form. */
    static Future<List<Tile>> read(SqlClient client, Collection<TileId> ids) {
        return client.preparedQuery(SELECT).execute(wanted(ids)).map(rows -> {
            List<Tile> tiles = new ArrayList<>(rows.size());
            rows.forEach(row -> tiles.add(tile(row)));
            return tiles;
        });
    }

    static Tuple wanted(Collection<TileId> ids) {
        // Not Tuple.of: it would take the second array for its variable arguments.
        return Tuple.tuple()
                .addValue(ids.stream().map(TileId::level).toArray(Integer[]::new))
                .addValue(ids.stream().map(TileId::index).toArray(Long[]::new));
    }

    private static Tile tile(Row row) {
        return Tile.of(
                new TileId(row.getInteger("level"), row.getLong("n")),
                row.getBuffer("hashes").getBytes());
    }
}
