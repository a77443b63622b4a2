package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.DistTag;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.publishing.GovernanceStore;
import org.actionregistry.publishing.Namespace;
import org.actionregistry.publishing.NamespaceQuery;
import org.actionregistry.publishing.TagPlace;

/** Tags and namespaces in PostgreSQL, from the primary: what is decided by them must not be a replica's past. */
public final class PgGovernance implements GovernanceStore {
    private final Database database;

    public PgGovernance(Database database) {
        this.database = database;
    }

    private static final String TAG = "SELECT version, log_index FROM dist_tags WHERE name = $1 AND tag = $2";

    @Override
    public Future<Optional<TagPlace>> tag(ActionName name, DistTag tag) {
        return database.statement(database.current()
                .preparedQuery(TAG)
                .execute(Tuple.of(name.value(), tag.value()))
                .map(rows -> first(rows)
                        .map(row -> new TagPlace(
                                SemanticVersion.parse(row.getString("version")), row.getLong("log_index")))));
    }

    private static final String NAMESPACE = "SELECT name, owners, kids, log_index FROM namespaces WHERE name = $1";

    @Override
    public Future<Optional<Namespace>> namespace(String name) {
        return database.statement(database.current()
                .preparedQuery(NAMESPACE)
                .execute(Tuple.of(name))
                .map(rows -> first(rows).map(PgGovernance::namespace)));
    }

    private static final String NAMESPACES = """
            SELECT name, owners, kids, log_index FROM namespaces WHERE name > $1 ORDER BY name LIMIT $2
            """;

    @Override
    public Future<List<Namespace>> namespaces(NamespaceQuery query) {
        return database.statement(database.current()
                .preparedQuery(NAMESPACES)
                .execute(Tuple.of(query.after().orElse(""), query.limit() + 1))
                .map(rows -> {
                    List<Namespace> namespaces = new ArrayList<>(rows.size());
                    rows.forEach(row -> namespaces.add(namespace(row)));
                    return namespaces;
                }));
    }

    private static Namespace namespace(Row row) {
        return new Namespace(
                row.getString("name"),
                List.of(row.getArrayOfStrings("owners")),
                List.of(row.getArrayOfStrings("kids")),
                row.getLong("log_index"));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }
}
