package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.actionregistry.action.ActionName;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.VersionPublished;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the way of publications: what is published already, and what keys and namespaces have come to. Under the
 * head's lock the answer holds until the transaction ends, so that nothing is published after the entry that forbids it.
 */
final class Conflicts {
    private Conflicts() {}

    /**
     * The namespace nearest to a name decides; those around it have no say where it has been set. Nothing new gets in beside
     * a namespace that has been set, under a name that only looks like it. The window of a key is held against both ends of
     * what the time of the entry can be, so that nothing is published that would then not verify.
     */
    private static final String FIND = """
            SELECT e.place - 1 AS place, e.name, e.kid, a.name AS similar, s.name AS confusable,
                   v.log_index, v.created_at, v.hash, v.sig_alg, v.sig_kid, v.sig_b64,
                   k.kid AS inactive, n.name AS ruling,
                   n.name IS NOT NULL AND cardinality(n.kids) > 0 AND NOT coalesce(e.kid = ANY (n.kids), false) AS unlisted,
                   n.name IS NOT NULL AND cardinality(n.owners) > 0 AND e.owner IS NOT NULL
                       AND NOT e.owner = ANY (n.owners) AS foreign_owner
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY
                AS e (name, version, folded, namespaces, kid, owner, place)
            LEFT JOIN action_versions v ON v.name = e.name AND v.version = e.version
            LEFT JOIN actions a ON a.folded = e.folded AND a.name <> e.name
            LEFT JOIN trusted_keys k ON k.kid = e.kid AND (k.retired_index IS NOT NULL OR k.revoked_index IS NOT NULL
                OR now() < k.not_before
                OR greatest(clock_timestamp(), (SELECT last_time FROM journal_head)) >= k.not_after)
            LEFT JOIN LATERAL (
                SELECT * FROM namespaces
                WHERE name = ANY (string_to_array(e.namespaces, ' '))
                ORDER BY octet_length(name) DESC
                LIMIT 1
            ) n ON true
            LEFT JOIN LATERAL (
                SELECT name FROM namespaces
                WHERE folded = ANY (string_to_array(translate(e.namespaces, '_.', '--'), ' '))
                  AND name <> ALL (string_to_array(e.namespaces, ' '))
                LIMIT 1
            ) s ON true
            WHERE v.name IS NOT NULL OR a.name IS NOT NULL OR k.kid IS NOT NULL OR n.name IS NOT NULL OR s.name IS NOT NULL
            """;

    /** By position, why an entry cannot be written. */
    static Future<Map<Integer, Appended>> find(SqlClient client, List<Submission<VersionPublished>> publications) {
        return client.preparedQuery(FIND)
                .execute(BatchColumns.claims(publications))
                .map(rows -> {
                    Map<Integer, Appended> conflicts = new HashMap<>();
                    for (Row row : rows) {
                        Appended conflict = conflict(row);
                        if (conflict != null) {
                            conflicts.put(row.getInteger("place"), conflict);
                        }
                    }
                    return conflicts;
                });
    }

    private static @Nullable Appended conflict(Row row) {
        Long index = row.getLong("log_index");
        if (index != null) {
            return new Appended.Taken(
                    index, VersionRows.instant(row, "created_at"), row.getString("hash"), VersionRows.signature(row));
        }
        if (row.getString("similar") != null) {
            return new Appended.TooSimilar(new ActionName(row.getString("similar")));
        }
        if (row.getString("inactive") != null) {
            return new Appended.Withheld(notActive(row.getString("kid")));
        }
        if (row.getBoolean("unlisted")) {
            return new Appended.Withheld(unlisted(row));
        }
        if (row.getString("confusable") != null) {
            return new Appended.Withheld(NamespaceChanges.similar(row.getString("name"), row.getString("confusable")));
        }
        return row.getBoolean("foreign_owner")
                ? new Appended.Withheld(Ownership.foreign(row.getString("ruling")))
                : null;
    }

    private static Refused notActive(String kid) {
        return new Refused(
                ErrorCode.KEY_NOT_ACTIVE,
                "The key " + kid + " may not sign now: it was retired or revoked, or is outside its window.",
                Map.of("path", "/signature/kid", "kid", kid));
    }

    private static Refused unlisted(Row row) {
        String namespace = row.getString("ruling");
        String kid = row.getString("kid");
        return new Refused(
                ErrorCode.KEY_NOT_LISTED,
                "The namespace " + namespace + " lists the keys that may sign there, and "
                        + (kid == null ? "the version is not signed." : kid + " is none of them."),
                Map.of("path", "/signature/kid", "namespace", namespace));
    }
}
