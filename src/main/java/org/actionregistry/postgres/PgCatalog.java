package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Requirement;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.catalog.ActionHeader;
import org.actionregistry.catalog.ActionPage;
import org.actionregistry.catalog.ActionQuery;
import org.actionregistry.catalog.ActionRow;
import org.actionregistry.catalog.CatalogStore;
import org.actionregistry.catalog.FetchedVersion;
import org.actionregistry.catalog.Page;
import org.actionregistry.catalog.Resolution;
import org.actionregistry.catalog.VersionLine;
import org.actionregistry.catalog.VersionQuery;
import org.actionregistry.signing.Digest;

/** The catalog in PostgreSQL. */
public final class PgCatalog implements CatalogStore {
    private final Database database;
    private final ActionSearch search;
    private final RequirementSearch requirementSearch;
    private final GatheredVersions versions;

    public PgCatalog(Database database) {
        this.database = database;
        this.search = new ActionSearch(database);
        this.requirementSearch = new RequirementSearch(database);
        this.versions = new GatheredVersions(database);
    }

    @Override
    public Future<ActionPage<ActionRow>> list(ActionQuery query) {
        return search.find(query);
    }

    /** The action's own columns come with the first line only: repeating a long description would multiply it. */
    static final String HEADER = """
            SELECT v.*, a.latest_version, a.version_count, a.created_at AS action_created_at,
                   CASE WHEN v.first IS NOT false THEN a.title END AS title,
                   CASE WHEN v.first IS NOT false THEN a.description END AS description,
                   CASE WHEN v.first IS NOT false THEN a.tags END AS tags,
                   CASE WHEN v.first IS NOT false THEN (
                       SELECT jsonb_object_agg(t.tag, t.version) FROM dist_tags t WHERE t.name = a.name
                   ) END AS dist_tags
            FROM actions a
            LEFT JOIN LATERAL (
                SELECT h.version, h.precedence, h.hash, h.sig_kid, h.created_at, h.log_index,
                       h.status, h.status_reason, h.status_severity, h.status_replacement, h.status_sunset,
                       h.status_at, h.status_index,
                       row_number() OVER (ORDER BY h.precedence) = 1 AS first
                FROM (SELECT * FROM action_versions WHERE name = a.name ORDER BY precedence DESC LIMIT $2) h
            ) v ON true
            WHERE a.name = $1
            ORDER BY v.precedence
            """;

    @Override
    public Future<Optional<ActionHeader>> header(ActionName name) {
        return database.statement(database.reads()
                .preparedQuery(HEADER)
                .execute(Tuple.of(name.value(), ActionHeader.LISTED_VERSIONS))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(header(name, rows))));
    }

    private static ActionHeader header(ActionName name, RowSet<Row> rows) {
        Row first = rows.iterator().next();
        return new ActionHeader(
                name,
                Optional.ofNullable(first.getString("latest_version")),
                lines(rows),
                first.getInteger("version_count"),
                Optional.ofNullable(first.getString("title")),
                Optional.ofNullable(first.getString("description")),
                List.of(first.getArrayOfStrings("tags")),
                distTags(first),
                VersionRows.instant(first, "action_created_at"));
    }

    private static Map<String, String> distTags(Row row) {
        Map<String, String> tags = new TreeMap<>();
        JsonObject found = row.getJsonObject("dist_tags");
        if (found != null) {
            found.fieldNames().forEach(tag -> tags.put(tag, found.getString(tag)));
        }
        return tags;
    }

    /** Without its version columns, a row only says that the action exists. */
    private static List<VersionLine> lines(RowSet<Row> rows) {
        List<VersionLine> lines = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (row.getString("version") != null) {
                lines.add(VersionRows.line(row));
            }
        }
        return lines;
    }

    static final String VERSIONS = """
            SELECT v.version, v.hash, v.sig_kid, v.created_at, v.log_index, v.status, v.status_reason, v.status_severity,
                   v.status_replacement, v.status_sunset, v.status_at, v.status_index
            FROM actions a
            LEFT JOIN LATERAL (
                SELECT * FROM action_versions WHERE name = a.name AND precedence > $2 ORDER BY precedence LIMIT $3
            ) v ON true
            WHERE a.name = $1
            ORDER BY v.precedence
            """;

    @Override
    public Future<Optional<Page<VersionLine>>> versions(VersionQuery query) {
        String after = query.after().map(version -> version.precedenceKey()).orElse("");
        return database.statement(database.reads()
                .preparedQuery(VERSIONS)
                .execute(Tuple.of(query.name().value(), after, query.limit() + 1))
                .map(rows ->
                        rows.size() == 0 ? Optional.empty() : Optional.of(Pages.upTo(query.limit(), lines(rows)))));
    }

    @Override
    public Future<Optional<StoredVersion>> version(Coordinate coordinate) {
        return versions.read(coordinate);
    }

    /** A document that lies outside its row is not read for its length alone, nor when it is left out. */
    private static final String FETCH = """
            SELECT k.number, v.name IS NOT NULL AS found,
                   CASE WHEN sum(octet_length(v.canonical)) OVER (ORDER BY k.number) - octet_length(v.canonical) < $3
                        THEN v.canonical END AS canonical,
                   v.hash, v.sig_alg, v.sig_kid, v.sig_b64, v.seal, v.created_at, v.log_index, v.status,
                   v.status_reason, v.status_severity, v.status_replacement, v.status_sunset, v.status_at, v.status_index
            FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k (name, version, number)
            LEFT JOIN action_versions v ON v.name = k.name COLLATE "C" AND v.version = k.version COLLATE "C"
            ORDER BY k.number
            """;

    @Override
    public Future<List<FetchedVersion<StoredVersion>>> fetch(List<Coordinate> coordinates, int bytes) {
        String[] names = coordinates.stream().map(each -> each.name().value()).toArray(String[]::new);
        String[] versions =
                coordinates.stream().map(each -> each.version().toString()).toArray(String[]::new);
        return database.statement(database.current()
                .preparedQuery(FETCH)
                .execute(Tuple.of(names, versions, (long) bytes))
                .map(rows -> fetched(coordinates, rows)));
    }

    private static List<FetchedVersion<StoredVersion>> fetched(List<Coordinate> coordinates, RowSet<Row> rows) {
        List<FetchedVersion<StoredVersion>> fetched = new ArrayList<>(coordinates.size());
        for (Row row : rows) {
            Coordinate coordinate = coordinates.get(fetched.size());
            fetched.add(new FetchedVersion<>(
                    coordinate,
                    row.getBoolean("found"),
                    Optional.ofNullable(row.getBuffer("canonical"))
                            .map(document -> VersionRows.stored(coordinate, row))));
        }
        return fetched;
    }

    @Override
    public Future<List<Resolution>> resolve(List<Requirement> requirements) {
        return requirementSearch.resolve(requirements);
    }

    private static final String EXISTS = "SELECT FROM actions WHERE name = $1";

    @Override
    public Future<Boolean> exists(ActionName name) {
        return database.statement(database.reads()
                .preparedQuery(EXISTS)
                .execute(Tuple.of(name.value()))
                .map(rows -> rows.size() > 0));
    }

    /** The second condition is that of the partial index on well-formed digests. */
    private static final String DOCUMENT = """
            SELECT canonical FROM action_versions WHERE hash = $1 AND octet_length(hash) = 71 LIMIT 1
            """;

    @Override
    public Future<Optional<byte[]>> document(Digest digest) {
        return database.statement(database.reads()
                .preparedQuery(DOCUMENT)
                .execute(Tuple.of(digest.toString()))
                .map(rows -> only(rows).map(row -> row.getBuffer("canonical")).map(Buffer::getBytes)));
    }

    private static Optional<Row> only(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }
}
