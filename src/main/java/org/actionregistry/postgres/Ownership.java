package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.Actor;
import org.actionregistry.journal.NamespaceChanged;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.journal.StatusChanged;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.TagMoved;
import org.actionregistry.journal.TagRemoved;

/**
 * Whether someone may make a change where namespaces have owners. Decided under the head's lock, so that nobody who was
 * an owner a moment ago slips through. For publications {@link Conflicts} decides the same.
 */
final class Ownership {
    private Ownership() {}

    /** Fails with FORBIDDEN for whoever asks and is no owner; lets through what nobody outside has asked for. */
    static Future<Void> require(SqlClient transaction, Submission<? extends RegistryChange> submission) {
        Optional<Actor> actor = submission.actor().filter(asking -> !asking.overridesOwners());
        if (actor.isEmpty()) {
            return Future.succeededFuture();
        }
        RegistryChange change = submission.entry();
        if (change instanceof NamespaceChanged namespace) {
            return requireOwn(transaction, namespace.namespace(), actor.get());
        }
        return action(change)
                .map(name -> requireRuling(transaction, name, actor.get()))
                .orElseGet(Future::succeededFuture);
    }

    private static Optional<ActionName> action(RegistryChange change) {
        if (change instanceof StatusChanged status) {
            return Optional.of(status.coordinate().name());
        } else if (change instanceof TagMoved moved) {
            return Optional.of(moved.name());
        }
        return change instanceof TagRemoved removed ? Optional.of(removed.name()) : Optional.empty();
    }

    /** As in {@link Conflicts}, the namespace nearest to a name decides. */
    private static final String RULING = """
            SELECT name, cardinality(owners) = 0 OR $2 = ANY (owners) AS admits
            FROM namespaces
            WHERE name = ANY ($1::text[])
            ORDER BY octet_length(name) DESC
            LIMIT 1
            """;

    private static Future<Void> requireRuling(SqlClient transaction, ActionName name, Actor actor) {
        return transaction
                .preparedQuery(RULING)
                .execute(Tuple.of(name.namespaces().toArray(String[]::new), StorableText.of(actor.principal())))
                .compose(rows -> admits(rows).orElse(true)
                        ? Future.succeededFuture()
                        : Future.failedFuture(foreign(rows.iterator().next().getString("name"))));
    }

    private static final String OWN = "SELECT name, $2 = ANY (owners) AS admits FROM namespaces WHERE name = $1";

    /** Who is among a namespace's owners may change it; only an administrator makes one, or gives it its first owner. */
    private static Future<Void> requireOwn(SqlClient transaction, String namespace, Actor actor) {
        return transaction
                .preparedQuery(OWN)
                .execute(Tuple.of(namespace, StorableText.of(actor.principal())))
                .compose(rows -> admits(rows).orElse(false)
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Refused(
                                ErrorCode.FORBIDDEN,
                                "Only an administrator or an owner of the namespace " + namespace + " may change it.",
                                Map.of("namespace", namespace))));
    }

    private static Optional<Boolean> admits(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next().getBoolean("admits"));
    }

    static Refused foreign(String namespace) {
        return new Refused(
                ErrorCode.FORBIDDEN,
                "The namespace " + namespace + " has other owners.",
                Map.of("namespace", namespace));
    }
}
