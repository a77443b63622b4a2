package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Map;
import org.actionregistry.action.Coordinate;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.TagMoved;
import org.actionregistry.journal.TagRemoved;

/** Dist-tags. */
final class TagChanges {
    /** All of an action's tags come with each answer about it. */
    private static final int MOST = 100;

    private TagChanges() {}

    private static final String MOVE = """
            INSERT INTO dist_tags (name, tag, version, moved_at, log_index)
            SELECT name, $2::text, version, $4::timestamptz, $5::bigint FROM action_versions WHERE name = $1 AND version = $3
            ON CONFLICT (name, tag) DO UPDATE
            SET version = excluded.version, moved_at = excluded.moved_at, log_index = excluded.log_index
            """;

    private static final String OTHERS = "SELECT count(*) AS others FROM dist_tags WHERE name = $1 AND tag <> $2";

    static Future<Void> move(SqlClient transaction, TagMoved tag, RegistryChanges.Moment moment) {
        return transaction
                .preparedQuery(OTHERS)
                .execute(Tuple.of(tag.name().value(), tag.tag().value()))
                .compose(rows -> rows.iterator().next().getLong("others") < MOST
                        ? point(transaction, tag, moment)
                        : Future.failedFuture(Invalid.request(
                                "path.tag", "maximum", "An action has at most " + MOST + " tags; remove one first.")));
    }

    private static Future<Void> point(SqlClient transaction, TagMoved tag, RegistryChanges.Moment moment) {
        return transaction
                .preparedQuery(MOVE)
                .execute(Tuple.of(
                        tag.name().value(),
                        tag.tag().value(),
                        tag.version().toString(),
                        moment.time().atOffset(ZoneOffset.UTC),
                        moment.index()))
                .compose(done -> done.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(StatusChanges.noVersion(new Coordinate(tag.name(), tag.version()))));
    }

    private static final String REMOVE = "DELETE FROM dist_tags WHERE name = $1 AND tag = $2";

    static Future<Void> remove(SqlClient transaction, TagRemoved tag) {
        return transaction
                .preparedQuery(REMOVE)
                .execute(Tuple.of(tag.name().value(), tag.tag().value()))
                .compose(done -> done.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Refused(
                                ErrorCode.TAG_NOT_FOUND,
                                "Action " + tag.name() + " has no tag " + tag.tag() + ".",
                                Map.of(
                                        "name",
                                        tag.name().value(),
                                        "tag",
                                        tag.tag().value()))));
    }
}
