package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.catalog.ActionQuery;
import org.actionregistry.catalog.ActionRow;
import org.actionregistry.catalog.Page;

/** Lists actions by name, filtered. */
final class ActionSearch {
    /** Behind every name, which ends at {@code z}; in ASCII, {@code /} follows {@code .} and ends a namespace. */
    private static final String BEHIND_ALL_NAMES = "~";

    private final Database database;

    ActionSearch(Database database) {
        this.database = database;
    }

    /** The page is cut before versions are looked at, and a large latest document stays where it is. */
    private static final String LIST = """
            WITH page AS (
                SELECT name, latest_version, title, description, tags, version_count, updated_at
                FROM actions
                WHERE name > $1 AND name >= $2 AND name < $3
                  AND ($4::text IS NULL OR search @@ to_tsquery('simple', lower($4::text)))
                  AND ($5::text IS NULL OR tags @> ARRAY[$5::text])
                  AND ($9::text IS NULL OR EXISTS (
                      SELECT FROM action_versions s WHERE s.name = actions.name AND s.status = $9::text))
                ORDER BY name
                LIMIT $6
            )
            SELECT p.*, h.versions,
                   CASE WHEN octet_length(l.canonical) <= $7 THEN l.canonical END AS canonical,
                   l.hash, l.sig_alg, l.sig_kid, l.sig_b64, l.created_at, l.log_index, l.status, l.status_reason,
                   l.status_severity, l.status_replacement, l.status_sunset, l.status_at, l.status_index
            FROM page p
            CROSS JOIN LATERAL (
                SELECT array_agg(v.version ORDER BY v.precedence) AS versions
                FROM (
                    SELECT version, precedence FROM action_versions
                    WHERE name = p.name ORDER BY precedence DESC LIMIT $8
                ) v
            ) h
            LEFT JOIN action_versions l ON l.name = p.name AND l.version = p.latest_version
            ORDER BY p.name
            """;

    Future<Page<ActionRow>> find(ActionQuery query) {
        Optional<String> words = query.text().flatMap(SearchWords::tsquery);
        if (query.text().isPresent() && words.isEmpty()) {
            return Future.succeededFuture(new Page<>(List.of(), false));
        }
        Optional<String> namespace = query.namespace().map(StorableText::of);
        return database.statement(database.searches()
                .preparedQuery(LIST)
                .execute(Tuple.of(
                                query.after().map(ActionName::value).orElse(""),
                                namespace.map(prefix -> prefix + ".").orElse(""),
                                namespace.map(prefix -> prefix + "/").orElse(BEHIND_ALL_NAMES),
                                words.orElse(null),
                                query.tag().map(StorableText::of).orElse(null),
                                query.limit() + 1,
                                ActionRow.SUMMARISED_BYTES,
                                ActionRow.LISTED_VERSIONS)
                        .addValue(query.status().map(VersionStatus::word).orElse(null)))
                .map(rows -> Pages.upTo(query.limit(), actions(rows))));
    }

    private static List<ActionRow> actions(RowSet<Row> rows) {
        List<ActionRow> actions = new ArrayList<>(rows.size());
        for (Row row : rows) {
            actions.add(action(row));
        }
        return actions;
    }

    private static ActionRow action(Row row) {
        ActionName name = new ActionName(row.getString("name"));
        String[] versions = row.getArrayOfStrings("versions");
        return new ActionRow(
                name,
                Optional.ofNullable(row.getString("latest_version")),
                versions == null ? List.of() : List.of(versions),
                row.getInteger("version_count"),
                Optional.ofNullable(row.getString("title")),
                Optional.ofNullable(row.getString("description")),
                List.of(row.getArrayOfStrings("tags")),
                VersionRows.instant(row, "updated_at"),
                Optional.ofNullable(row.getString("status")).map(status -> VersionRows.standing(row)),
                latest(name, row));
    }

    private static Optional<StoredVersion> latest(ActionName name, Row row) {
        return Optional.ofNullable(row.getBuffer("canonical"))
                .map(document ->
                        VersionRows.stored(Coordinate.parse(name.value(), row.getString("latest_version")), row));
    }
}
