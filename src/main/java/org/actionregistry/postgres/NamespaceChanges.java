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

    /**
     * Other namespaces, and those that actions stand in without anyone having set them. A folded name that begins with the
     * namespace and a hyphen sorts before the same with a full stop, so the unique index finds the few names in question.
     */
    private static final String SIMILAR = """
            SELECT name FROM namespaces WHERE folded = $1 AND name <> $2
            UNION ALL
            (SELECT left(name, octet_length($2)) FROM actions
             WHERE folded > $1 || '-' AND folded < $1 || '.'
               AND left(name, octet_length($2)) <> $2
               AND substr(name, octet_length($2) + 1, 1) = '.'
             LIMIT 1)
            """;

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

    /** @param name of a namespace, or of an action in one */
    static Refused similar(String name, String taken) {
        return new Refused(
                ErrorCode.NAME_TOO_SIMILAR,
                name + " is too similar to the namespace " + taken
                        + ", which is taken: they differ only in '-', '_' and '.'.",
                Map.of("taken", taken));
    }
}
