package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Replacement;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.action.Severity;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.StatusChanged;
import org.jspecify.annotations.Nullable;

/** What the registry says about versions, beside their bytes. */
final class StatusChanges {
    private StatusChanges() {}

    private static final String SET = """
            UPDATE action_versions
            SET status = $3, status_reason = $4, status_severity = $5, status_replacement = $6, status_sunset = $7,
                status_at = $8, status_index = $9
            WHERE name = $1 AND version = $2 AND ($10::bigint IS NULL OR coalesce(status_index, -1) = $10)
            """;

    /** With it the action's latest version may become another. */
    static Future<Void> set(SqlClient transaction, StatusChanged change, RegistryChanges.Moment moment) {
        Coordinate coordinate = change.coordinate();
        Tuple tuple = Tuple.of(
                coordinate.name().value(),
                coordinate.version().toString(),
                change.status().word(),
                text(change.reason()),
                text(change.severity().map(Severity::word)),
                text(change.replacement().map(Replacement::toString)));
        tuple.addValue(change.sunset()
                        .map(time -> time.atOffset(ZoneOffset.UTC))
                        .orElse(null))
                .addValue(moment.time().atOffset(ZoneOffset.UTC))
                .addValue(moment.index())
                .addValue(expected(change.expected()));
        return requireReplacement(transaction, change)
                .compose(there -> transaction.preparedQuery(SET).execute(tuple))
                .compose(done -> done.rowCount() == 1
                        ? ActionSummaries.refresh(transaction, coordinate.name(), moment.time())
                        : contradiction(transaction, coordinate));
    }

    private static final String REPLACED_BY = """
            SELECT FROM actions a
            WHERE a.name = $1
              AND ($2::text IS NULL OR EXISTS (SELECT FROM action_versions v WHERE v.name = a.name AND v.version = $2))
            """;

    /** Nobody is sent to something that is not there; what is published stays, so it will be there later as well. */
    private static Future<Void> requireReplacement(SqlClient transaction, StatusChanged change) {
        if (change.replacement().isEmpty()) {
            return Future.succeededFuture();
        }
        Replacement instead = change.replacement().get();
        return transaction
                .preparedQuery(REPLACED_BY)
                .execute(Tuple.of(
                        instead.name().value(),
                        instead.version().map(SemanticVersion::toString).orElse(null)))
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Refused(
                                ErrorCode.REPLACEMENT_NOT_FOUND,
                                "The replacement " + instead + " is not published here.",
                                Map.of("path", "/replacement", "replacement", instead.toString()))));
    }

    private static final String EXISTS = "SELECT FROM action_versions WHERE name = $1 AND version = $2";

    private static Future<Void> contradiction(SqlClient transaction, Coordinate coordinate) {
        return transaction
                .preparedQuery(EXISTS)
                .execute(
                        Tuple.of(coordinate.name().value(), coordinate.version().toString()))
                .compose(rows -> Future.failedFuture(
                        rows.size() == 0
                                ? noVersion(coordinate)
                                : new Refused(
                                        ErrorCode.PRECONDITION_FAILED,
                                        "The status of " + coordinate
                                                + " has been changed meanwhile; read it again.")));
    }

    static Refused noVersion(Coordinate coordinate) {
        return new Refused(
                ErrorCode.VERSION_NOT_FOUND,
                "Action " + coordinate.name() + " has no version " + coordinate.version() + ".",
                Map.of(
                        "name", coordinate.name().value(),
                        "version", coordinate.version().toString()));
    }

    static @Nullable Long expected(OptionalLong index) {
        return index.isPresent() ? index.getAsLong() : null;
    }

    private static @Nullable String text(Optional<String> text) {
        return text.map(StorableText::of).orElse(null);
    }
}
