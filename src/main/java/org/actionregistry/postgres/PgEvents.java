package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.events.Change;
import org.actionregistry.events.ChangePage;
import org.actionregistry.events.Event;
import org.actionregistry.events.EventStore;

/**
 * Committed journal entries, always from the primary: a replica may not have what a signal or another server has told of
 * already.
 */
public final class PgEvents implements EventStore {
    /** A page holds no further entry once its documents have this many bytes; one more document goes beyond it. */
    static final int PAGE_BYTES = 2 << 20;

    private final Database database;

    public PgEvents(Database database) {
        this.database = database;
    }

    private static final String SIZE = "SELECT next_index FROM journal_head";

    @Override
    public Future<Long> size() {
        return database.statement(database.current()
                .preparedQuery(SIZE)
                .execute()
                .map(rows -> rows.iterator().next().getLong("next_index")));
    }

    private static final String READ = """
            SELECT index, type, coalesce(body ->> 'name', '') AS name, leaf
            FROM journal
            WHERE index >= $1
            ORDER BY index
            LIMIT $2
            """;

    @Override
    public Future<List<Event>> read(long from, int limit) {
        return database.statement(database.current()
                .preparedQuery(READ)
                .execute(Tuple.of(from, limit))
                .map(PgEvents::events));
    }

    private static List<Event> events(RowSet<Row> rows) {
        List<Event> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            events.add(new Event(
                    row.getLong("index"),
                    row.getString("type"),
                    row.getString("name"),
                    row.getBuffer("leaf").toString(StandardCharsets.UTF_8)));
        }
        return events;
    }

    /** One statement, and so one snapshot, for the page and the size. The documents are large: lengths are summed first. */
    private static final String CHANGES = """
            SELECT h.next_index, p.*
            FROM journal_head h
            LEFT JOIN LATERAL (
                SELECT j.index, j.leaf, v.canonical, v.hash, v.sig_alg, v.sig_kid, v.sig_b64,
                       sum(coalesce(octet_length(v.canonical), 0)) OVER (ORDER BY j.index)
                           - coalesce(octet_length(v.canonical), 0) AS before
                FROM (SELECT index, leaf FROM journal WHERE index >= $1 ORDER BY index LIMIT $2) j
                LEFT JOIN action_versions v ON v.log_index = j.index
            ) p ON p.before < $3
            ORDER BY p.index
            """;

    /** On the pool, where a large answer holds up nothing else. */
    @Override
    public Future<ChangePage> changes(long from, int limit) {
        return database.statement(database.transactions()
                .preparedQuery(CHANGES)
                .execute(Tuple.of(from, limit, (long) PAGE_BYTES))
                .map(PgEvents::page));
    }

    /** The size comes with every row, and with a row without an entry where there is none. */
    private static ChangePage page(RowSet<Row> rows) {
        List<Change> changes = new ArrayList<>(rows.size());
        long size = 0;
        for (Row row : rows) {
            size = row.getLong("next_index");
            if (row.getLong("index") != null) {
                changes.add(change(row));
            }
        }
        return new ChangePage(changes, size);
    }

    private static Change change(Row row) {
        return new Change(
                row.getLong("index"),
                row.getBuffer("leaf").getBytes(),
                Optional.ofNullable(row.getBuffer("canonical"))
                        .map(Buffer::getBytes)
                        .map(canonical ->
                                new Change.Document(canonical, row.getString("hash"), VersionRows.signature(row))));
    }
}
