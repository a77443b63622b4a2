package org.actionregistry.postgres;

/**
 * The statements that list actions by name. None of them sorts more than it may look at, scans a table or depends on how
 * many actions there are: each looks at no more than {@code $8} of them. What the filters choose among those is a page.
 *
 * <p>Parameters: {@code $1} the name behind which to begin, {@code $2} and {@code $3} the bounds of the namespace, {@code
 * $4} words, {@code $5} a tag, {@code $6} a status (null where not asked for), {@code $7} rows of the page, {@code $8} how
 * many actions to look at, {@code $9} the largest document to read, {@code $10} versions to name of each action. The
 * subqueries with {@code LIMIT} stay nested loops, whatever the planner believes about the parameters.
 *
 * <p>A row with {@code last} says where the looking ended; without {@code fits} it is not on the page.
 */
final class ActionListing {
    private ActionListing() {}

    private static final String SUMMARY =
            " a.name, a.latest_version, a.title, a.description, a.tags, a.version_count, a.updated_at ";

    private static final String IN_RANGE = """
             a.name > $1::text AND a.name >= $2::text AND a.name < $3::text
            """;

    private static final String FITS = """
             ($4::text IS NULL OR a.search @@ (SELECT to_tsquery('simple', lower($4::text))))
             AND ($5::text IS NULL OR a.tags @> ARRAY[$5::text])
             AND ($6::text IS NULL OR (
                 SELECT true FROM action_versions s WHERE s.name = a.name AND s.status = $6::text LIMIT 1) IS TRUE)
            """;

    /** The page is cut before versions are looked at, and a large latest document stays where it is. */
    private static final String PAGE = """
            SELECT p.*, h.versions,
                   CASE WHEN octet_length(l.canonical) <= $9::int THEN l.canonical END AS canonical,
                   l.hash, l.sig_alg, l.sig_kid, l.sig_b64, l.seal, l.created_at, l.log_index, l.status,
                   l.status_reason, l.status_severity, l.status_replacement, l.status_sunset, l.status_at, l.status_index
            FROM page p
            CROSS JOIN LATERAL (
                SELECT array_agg(v.version ORDER BY v.precedence) AS versions
                FROM (
                    SELECT version, precedence FROM action_versions
                    WHERE name = p.name ORDER BY precedence DESC LIMIT $10::int
                ) v
            ) h
            LEFT JOIN LATERAL (
                SELECT * FROM action_versions WHERE name = p.name AND version = p.latest_version LIMIT 1
            ) l ON true
            ORDER BY p.name
            """;

    private static String walk(String source) {
        return "WITH page AS ( SELECT" + SUMMARY + ", a.fits, a.last FROM ( SELECT a.*, (" + FITS
                + ") AS fits, a.place = $8::bigint AS last FROM (" + source
                + ") a ) a WHERE a.fits OR a.last ORDER BY a.name LIMIT $7::bigint )\n" + PAGE;
    }

    /** Looks at actions one after the other. */
    static final String BY_NAME = walk("SELECT a.*, row_number() OVER (ORDER BY a.name) AS place FROM actions a WHERE"
            + IN_RANGE + "ORDER BY a.name LIMIT $8::bigint");

    /** Looks at those that have a version of status {@code $11}, which is not {@code active}, one after the other. */
    static final String BY_STATUS = walk("SELECT a.*, d.place FROM ("
            + " SELECT n.name, row_number() OVER (ORDER BY n.name) AS place FROM ("
            + " SELECT DISTINCT a.name FROM action_versions a WHERE a.status = $11::text AND a.status <> 'active' AND"
            + IN_RANGE
            + "ORDER BY a.name LIMIT $8::bigint ) n ) d"
            + " CROSS JOIN LATERAL (SELECT * FROM actions WHERE name = d.name LIMIT 1) a");

    /** Where they are more than {@code $8}, there is no page. */
    private static String all(String condition) {
        return "WITH found AS MATERIALIZED ( SELECT" + SUMMARY + ", a.search FROM actions a WHERE " + condition
                + " LIMIT $8::bigint + 1 ),\n"
                + "page AS ( ( SELECT" + SUMMARY + ", true AS fits, false AS last FROM found a"
                + " WHERE (SELECT count(*) FROM found) <= $8::bigint AND" + IN_RANGE + "AND" + FITS
                + "ORDER BY a.name LIMIT $7::bigint )"
                + " UNION ALL SELECT '', NULL, NULL, NULL, '{}', 0, 'epoch', false, true"
                + " FROM (SELECT count(*) AS found FROM found) c WHERE c.found > $8::bigint )\n" + PAGE;
    }

    /** All that have the words {@code $11}. */
    static final String BY_WORDS = all("a.search @@ to_tsquery('simple', lower($11::text))");

    /** All that have the tag {@code $11}. */
    static final String BY_TAG = all("a.tags @> ARRAY[$11::text]");
}
