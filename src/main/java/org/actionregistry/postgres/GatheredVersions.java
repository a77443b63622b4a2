package org.actionregistry.postgres;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.StoredVersion;
import org.jspecify.annotations.Nullable;

/**
 * Reads with one statement what one turn of an event loop asks for version by version: most of what such a read costs, here and in
 * the database, is its statement and not its row. Who asks alone waits for nobody.
 *
 * <p>From the primary even where there is a replica: what is read here may be remembered, and dropped when the journal
 * tells of a change; a replica that has not heard of that change yet would bring the old state back.
 */
final class GatheredVersions {
    /** So many are sent without waiting for the end of the turn, which also bounds what one answer holds. */
    private static final int MOST = 32;

    private static final String COLUMNS = """
            v.canonical, v.hash, v.sig_alg, v.sig_kid, v.sig_b64, v.seal, v.created_at, v.log_index, v.status,
                   v.status_reason, v.status_severity, v.status_replacement, v.status_sunset, v.status_at, v.status_index""";

    private static final String ONE = """
            SELECT %s
            FROM action_versions v
            WHERE v.name = $1 AND v.version = $2
            """.formatted(COLUMNS);

    /** Those that are not there have no row. */
    static final String SEVERAL = """
            SELECT k.number, %s
            FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k (name, version, number)
            JOIN action_versions v ON v.name = k.name COLLATE "C" AND v.version = k.version COLLATE "C"
            """.formatted(COLUMNS);

    private record Wish(Coordinate coordinate, PromiseInternal<Optional<StoredVersion>> promise) {}

    private final Database database;

    /** What the turn of each event loop has asked for so far. */
    private final FastThreadLocal<List<Wish>> gathered = new FastThreadLocal<>() {
        @Override
        protected List<Wish> initialValue() {
            return new ArrayList<>(MOST);
        }
    };

    GatheredVersions(Database database) {
        this.database = database;
    }

    /** The version, or empty. */
    Future<Optional<StoredVersion>> read(Coordinate coordinate) {
        ContextInternal context = ContextInternal.current();
        if (context == null || context.threadingModel() != ThreadingModel.EVENT_LOOP || !context.inThread()) {
            return one(coordinate);
        }
        List<Wish> turn = gathered.get();
        PromiseInternal<Optional<StoredVersion>> promise = context.promise();
        if (turn.isEmpty()) {
            context.nettyEventLoop().execute(() -> send(context));
        }
        turn.add(new Wish(coordinate, promise));
        if (turn.size() == MOST) {
            send(context);
        }
        return promise.future();
    }

    private void send(ContextInternal context) {
        List<Wish> turn = gathered.get();
        List<Wish> wishes = List.copyOf(turn);
        turn.clear();
        if (!wishes.isEmpty()) {
            context.dispatch(wishes, this::answer);
        }
    }

    private void answer(List<Wish> wishes) {
        if (wishes.size() == 1) {
            Wish wish = wishes.get(0);
            one(wish.coordinate).onComplete(wish.promise);
            return;
        }
        database.statement(several(wishes))
                .onSuccess(rows -> answer(wishes, rows))
                .onFailure(failure -> wishes.forEach(wish -> wish.promise.fail(failure)));
    }

    private Future<Optional<StoredVersion>> one(Coordinate coordinate) {
        return database.statement(database.current()
                .preparedQuery(ONE)
                .execute(
                        Tuple.of(coordinate.name().value(), coordinate.version().toString()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(
                                VersionRows.stored(coordinate, rows.iterator().next()))));
    }

    private Future<RowSet<Row>> several(List<Wish> wishes) {
        String[] names = new String[wishes.size()];
        String[] versions = new String[wishes.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = wishes.get(i).coordinate.name().value();
            versions[i] = wishes.get(i).coordinate.version().toString();
        }
        return database.current().preparedQuery(SEVERAL).execute(Tuple.of(names, (Object) versions));
    }

    private static void answer(List<Wish> wishes, RowSet<Row> rows) {
        @Nullable Row[] found = new Row[wishes.size()];
        for (Row row : rows) {
            found[Math.toIntExact(row.getLong(0)) - 1] = row;
        }
        for (int i = 0; i < found.length; i++) {
            answer(wishes.get(i), found[i]);
        }
    }

    /** A row that makes no version is the matter of who asked for it alone. */
    private static void answer(Wish wish, @Nullable Row row) {
        Optional<StoredVersion> version;
        try {
            version = row == null ? Optional.empty() : Optional.of(VersionRows.stored(wish.coordinate, row));
        } catch (RuntimeException tampered) {
            wish.promise.fail(tampered);
            return;
        }
        wish.promise.complete(version);
    }
}
