package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.actionregistry.action.ActionName;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.NamespaceChanged;
import org.actionregistry.signing.KeyId;
import org.jspecify.annotations.Nullable;

/** Who may write and sign in which namespace. */
final class NamespaceChanges {
    private NamespaceChanges() {}

    private static final String SIMILAR = "SELECT name FROM namespaces WHERE folded = $1 AND name <> $2";

    private static final String SET = """
            INSERT INTO namespaces AS n (name, folded, owners, kids, log_index)
            SELECT $1, $2, $3::text[], $4::text[], $5::bigint
            WHERE $6::bigint IS NULL OR $6 = -1 OR EXISTS (SELECT FROM namespaces WHERE name = $1)
            ON CONFLICT (name) DO UPDATE
            SET owners = excluded.owners, kids = excluded.kids, log_index = excluded.log_index
            WHERE $6::bigint IS NULL OR n.log_index = $6
            """;

    static Future<Void> set(SqlClient transaction, NamespaceChanged change, RegistryChanges.Moment moment) {
        String namespace = change.namespace();
        String folded = new ActionName(namespace).folded();
        List<@Nullable Object> values = new ArrayList<>(List.of(
                namespace,
                folded,
                change.owners().toArray(String[]::new),
                change.kids().stream().map(KeyId::value).toArray(String[]::new),
                moment.index()));
        values.add(StatusChanges.expected(change.expected()));
        return transaction
                .preparedQuery(SIMILAR)
                .execute(Tuple.of(folded, namespace))
                .compose(rows -> rows.size() == 0
                        ? transaction.preparedQuery(SET).execute(Tuple.wrap(values))
                        : Future.failedFuture(
                                similar(namespace, rows.iterator().next().getString("name"))))
                .compose(done -> done.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Refused(
                                ErrorCode.PRECONDITION_FAILED,
                                "The namespace " + namespace + " has been changed meanwhile; read it again.")));
    }

    private static Refused similar(String namespace, String taken) {
        return new Refused(
                ErrorCode.NAME_TOO_SIMILAR,
                "The namespace " + namespace + " is too similar to " + taken
                        + ", which is taken: they differ only in '-', '_' and '.'.",
                Map.of("taken", taken));
    }
}
