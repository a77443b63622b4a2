package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import org.actionregistry.action.ActionName;

/**
 * What lists and searches show of an action, taken from its latest version. What is copied is bounded, so that no valid
 * manifest exceeds a limit of tsvector or of an index, and a page of a list stays small; the version has the whole text.
 * Punctuation becomes space as in {@link SearchWords}, whatever the locale calls a letter.
 *
 * <p>The versions that a list names are those of the batch for an action that is new, and else the highest of its index: as
 * many as a list names, however many there are.
 */
final class ActionSummaries {
    private ActionSummaries() {}

    static final String SUMMARISE = """
            INSERT INTO actions AS a (name, namespace, folded, created_at, updated_at,
                latest_version, latest_index, title, description, tags, search, version_count, versions)
            SELECT t.name, t.namespace, t.folded, $1::timestamptz, $1::timestamptz,
                   l.version, l.log_index, l.title, l.description, coalesce(l.tags, '{}'),
                   to_tsvector('simple', lower(regexp_replace(
                       concat_ws(' ', t.name, l.title, l.description, array_to_string(l.tags, ' ')),
                       '[\\x01-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\xa0\\u2000-\\u206f\\u3000-\\u303f]+', ' ', 'g'))),
                   t.gained, t.versions
            FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::text[])
                AS t (name, namespace, folded, gained, versions)
            LEFT JOIN LATERAL (
                SELECT v.version, v.log_index,
                       left(v.schema_json ->> 'title', 1000) AS title,
                       left(v.schema_json ->> 'description', 10000) AS description,
                       ARRAY(
                           SELECT e.tag #>> '{}'
                           FROM jsonb_path_query(v.schema_json, '$.tags[*] ? (@.type() == "string")')
                               WITH ORDINALITY AS e (tag, place)
                           WHERE octet_length(e.tag #>> '{}') <= 256
                           ORDER BY e.place
                           LIMIT 100
                       ) AS tags
                FROM action_versions v
                WHERE v.name = t.name AND v.status IN ('active', 'deprecated')
                ORDER BY v.prerelease, v.precedence DESC
                LIMIT 1
            ) l ON true
            ON CONFLICT (name) DO UPDATE SET
                updated_at = excluded.updated_at,
                latest_version = excluded.latest_version,
                latest_index = excluded.latest_index,
                title = excluded.title,
                description = excluded.description,
                tags = excluded.tags,
                search = excluded.search,
                version_count = a.version_count + excluded.version_count,
                versions = CASE WHEN excluded.version_count = 0 THEN a.versions ELSE (
                    SELECT string_agg(h.version, ' ' ORDER BY h.precedence)
                    FROM (
                        SELECT v.version, v.precedence FROM action_versions v
                        WHERE v.name = a.name ORDER BY v.precedence DESC LIMIT 100
                    ) h
                ) END
            """;

    /** @param actions positions as in {@link BatchColumns#actions()} */
    static Future<Void> refresh(SqlClient transaction, Tuple actions) {
        return transaction.preparedQuery(SUMMARISE).execute(actions).mapEmpty();
    }

    /** Of an action that has gained no version. */
    static Future<Void> refresh(SqlClient transaction, ActionName action, Instant time) {
        return refresh(
                transaction,
                Tuple.of(
                        time.atOffset(ZoneOffset.UTC),
                        new String[] {action.value()},
                        new String[] {action.namespace()},
                        new String[] {action.folded()},
                        new Integer[] {0},
                        new String[] {""}));
    }
}
