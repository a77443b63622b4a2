package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.catalog.ActionPage;
import org.actionregistry.catalog.ActionQuery;
import org.actionregistry.catalog.ActionRow;

/**
 * Lists actions by name, filtered, with bounded work a page.
 *
 * <p>What fits may be frequent or rare, and nobody knows beforehand; the planner's guesses about beginnings of words are
 * wrong by orders of magnitude. So the first actions behind the cursor are looked at, which is enough for what is frequent.
 * If it is not, all that have the words, or the tag, are taken from their index, as long as they are few. If they are many as well,
 * more actions are looked at one after the other, and the page is what was found by then.
 */
final class ActionSearch {
    /** Behind every name, which ends at {@code z}; in ASCII, {@code /} follows {@code .} and ends a namespace. */
    private static final String BEHIND_ALL_NAMES = "~";

    /**
     * How many actions a statement looks at.
     *
     * @param first of the names behind the cursor; more than the longest page
     * @param few most that are taken from an index of words or tags, and sorted
     * @param last of the names behind the cursor when all else has failed
     */
    record Bounds(int first, int few, int last) {
        static final Bounds DEFAULT = new Bounds(1_000, 5_000, 10_000);
    }

    /** A statement of {@link ActionListing}; {@code key} is its {@code $10}, empty where it has none. */
    private record Attempt(String sql, int bound, Optional<String> key) {}

    private final Database database;
    private final Bounds bounds;

    ActionSearch(Database database) {
        this(database, Bounds.DEFAULT);
    }

    ActionSearch(Database database, Bounds bounds) {
        this.database = database;
        this.bounds = bounds;
    }

    Future<ActionPage<ActionRow>> find(ActionQuery query) {
        Optional<String> words = query.text().flatMap(SearchWords::tsquery);
        if (query.text().isPresent() && words.isEmpty()) {
            return Future.succeededFuture(new ActionPage<>(List.of(), Optional.empty()));
        }
        if (query.text().isEmpty() && query.tag().isEmpty() && query.status().isEmpty()) {
            return rows(ActionListing.ALL, Tuple.tuple(range(query)))
                    .map(rows -> page(query.limit(), rows, true).orElseThrow());
        }
        return attempt(query, words, attempts(query), 0);
    }

    private List<Attempt> attempts(ActionQuery query) {
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(walk(query, bounds.first));
        query.text()
                .flatMap(SearchWords::telling)
                .ifPresent(words -> attempts.add(new Attempt(ActionListing.BY_WORDS, bounds.few, Optional.of(words))));
        query.tag()
                .map(StorableText::of)
                .ifPresent(tag -> attempts.add(new Attempt(ActionListing.BY_TAG, bounds.few, Optional.of(tag))));
        attempts.add(walk(query, bounds.last));
        return attempts;
    }

    private static Attempt walk(ActionQuery query, int bound) {
        return rareStatus(query)
                .map(status -> new Attempt(ActionListing.BY_STATUS, bound, Optional.of(status)))
                .orElseGet(() -> new Attempt(ActionListing.BY_NAME, bound, Optional.empty()));
    }

    /** The index of statuses leaves out the usual one. */
    private static Optional<String> rareStatus(ActionQuery query) {
        return query.status().filter(status -> status != VersionStatus.ACTIVE).map(VersionStatus::word);
    }

    private Future<ActionPage<ActionRow>> attempt(
            ActionQuery query, Optional<String> words, List<Attempt> attempts, int number) {
        Attempt attempt = attempts.get(number);
        return rows(attempt.sql, parameters(query, words, attempt)).compose(rows -> {
            boolean last = number == attempts.size() - 1;
            return page(query.limit(), rows, last)
                    .map(Future::succeededFuture)
                    .orElseGet(() -> attempt(query, words, attempts, number + 1));
        });
    }

    private Future<RowSet<Row>> rows(String sql, Tuple parameters) {
        return database.statement(database.searches().preparedQuery(sql).execute(parameters));
    }

    /** The first five parameters. */
    private static List<Object> range(ActionQuery query) {
        Optional<String> namespace = query.namespace().map(StorableText::of);
        return new ArrayList<>(List.of(
                query.after().map(ActionName::value).orElse(""),
                namespace.map(prefix -> prefix + ".").orElse(""),
                namespace.map(prefix -> prefix + "/").orElse(BEHIND_ALL_NAMES),
                query.limit() + 1L,
                ActionRow.SUMMARISED_BYTES));
    }

    private static Tuple parameters(ActionQuery query, Optional<String> words, Attempt attempt) {
        boolean chosenByStatus = attempt.sql.equals(ActionListing.BY_STATUS);
        Tuple parameters = Tuple.tuple(range(query))
                .addValue(words.orElse(null))
                .addValue(query.tag().map(StorableText::of).orElse(null))
                .addValue(
                        chosenByStatus
                                ? null
                                : query.status().map(VersionStatus::word).orElse(null))
                .addValue((long) attempt.bound);
        attempt.key.ifPresent(parameters::addValue);
        return parameters;
    }

    /** Empty where the statement looked at all it may, found less than a page, and something else may find more. */
    private static Optional<ActionPage<ActionRow>> page(int limit, RowSet<Row> rows, boolean lastAttempt) {
        List<ActionRow> items = new ArrayList<>(rows.size());
        Optional<ActionName> ended = Optional.empty();
        for (Row row : rows) {
            if (ListedRows.fits(row)) {
                items.add(ListedRows.action(row));
            }
            if (ListedRows.last(row)) {
                if (items.size() < limit && !lastAttempt) {
                    return Optional.empty();
                }
                ended = Optional.of(ListedRows.name(row));
            }
        }
        if (items.size() <= limit) {
            return Optional.of(new ActionPage<>(items, ended));
        }
        List<ActionRow> page = items.subList(0, limit);
        return Optional.of(
                new ActionPage<>(page, Optional.of(page.get(limit - 1).name())));
    }
}
