package org.actionregistry.postgres;

/**
 * The statements that list actions by name. None of them sorts more than it may look at, scans a table or depends on how
 * many actions there are: each looks at no more than {@code $9} of them. What the filters choose among those is a page.
 *
 * <p>Parameters: {@code $1} the name behind which to begin, {@code $2} and {@code $3} the bounds of the namespace, {@code
 * $4} rows of the page, {@code $5} the largest document to read, {@code $6} words, {@code $7} a tag, {@code $8} a status
 * (null where not asked for), {@code $9} how many actions to look at, {@code $10} what {@link #BY_STATUS}, {@link #BY_WORDS}
 * and {@link #BY_TAG} say. The subqueries with {@code LIMIT} stay nested loops, whatever the planner believes about the
 * parameters.
 *
 * <p>Columns are those of {@link ListedRows}. A row with {@code last} says where the looking ended; without {@code fits} it is
 * not on the page.
 */
final class ActionListing {
    private ActionListing() {}

    private static final String SUMMARY = """
             a.name, a.latest_version, a.title, a.description, a.tags, a.version_count, a.updated_at, a.versions, a.latest_index
            """;

    private static final String COLUMNS = """
            SELECT p.name, p.latest_version, p.title, p.description, p.tags, p.version_count, p.updated_at, p.versions,
                   CASE WHEN octet_length(l.canonical) <= $5::int THEN l.canonical END AS canonical,
                   l.hash, l.sig_alg, l.sig_kid, l.sig_b64, l.seal, l.created_at, l.log_index, l.status, l.status_reason,
                   l.status_severity, l.status_replacement, l.status_sunset, l.status_at, l.status_index\
            """;

    /**
     * The latest version is found by number: that index is a fifth as large as that of names and versions, and compares no
     * text. The rows must agree, or the verdict would be on another version than is named. The page is cut before.
     */
    private static final String JOINED = """
             p LEFT JOIN LATERAL (SELECT * FROM action_versions WHERE log_index = p.latest_index LIMIT 1) l
                 ON l.name = p.name AND l.version = p.latest_version
            ORDER BY p.name
            """;

    private static final String IN_RANGE = """
             a.name > $1::text AND a.name >= $2::text AND a.name < $3::text
            """;

    private static final String FITS = """
             ($6::text IS NULL OR a.search @@ (SELECT to_tsquery('simple', lower($6::text))))
             AND ($7::text IS NULL OR a.tags @> ARRAY[$7::text])
             AND ($8::text IS NULL OR (
                 SELECT true FROM action_versions s WHERE s.name = a.name AND s.status = $8::text LIMIT 1) IS TRUE)
            """;

    private static final String PAGE = COLUMNS + ", p.fits, p.last FROM page" + JOINED;

    /** Where nothing but a namespace is asked for, all fit, and a page is one range of the table; of the parameters, the first five. */
    static final String ALL = COLUMNS + " FROM (SELECT" + SUMMARY + "FROM actions a WHERE" + IN_RANGE
            + "ORDER BY a.name LIMIT $4::bigint)" + JOINED;

    private static String walk(String source) {
        return "WITH page AS ( SELECT" + SUMMARY + ", a.fits, a.last FROM ( SELECT a.*, (" + FITS
                + ") AS fits, a.place = $9::bigint AS last FROM (" + source
                + ") a ) a WHERE a.fits OR a.last ORDER BY a.name LIMIT $4::bigint )\n" + PAGE;
    }

    /** Looks at actions one after the other. */
    static final String BY_NAME = walk("SELECT a.*, row_number() OVER (ORDER BY a.name) AS place FROM actions a WHERE"
            + IN_RANGE + "ORDER BY a.name LIMIT $9::bigint");

    /** Looks at those that have a version of status {@code $10}, which is not {@code active}, one after the other. */
    static final String BY_STATUS = walk("SELECT a.*, d.place FROM ("
            + " SELECT n.name, row_number() OVER (ORDER BY n.name) AS place FROM ("
            + " SELECT DISTINCT a.name FROM action_versions a WHERE a.status = $10::text AND a.status <> 'active' AND"
            + IN_RANGE
            + "ORDER BY a.name LIMIT $9::bigint ) n ) d"
            + " CROSS JOIN LATERAL (SELECT * FROM actions WHERE name = d.name LIMIT 1) a");

    /** Where they are more than {@code $9}, there is no page. */
    private static String all(String condition) {
        return "WITH found AS MATERIALIZED ( SELECT" + SUMMARY + ", a.search FROM actions a WHERE " + condition
                + " LIMIT $9::bigint + 1 ),\n"
                + "page AS ( ( SELECT" + SUMMARY + ", true AS fits, false AS last FROM found a"
                + " WHERE (SELECT count(*) FROM found) <= $9::bigint AND" + IN_RANGE + "AND" + FITS
                + "ORDER BY a.name LIMIT $4::bigint )"
                + " UNION ALL SELECT '', NULL, NULL, NULL, '{}', 0, 'epoch', '', NULL, false, true"
                + " FROM (SELECT count(*) AS found FROM found) c WHERE c.found > $9::bigint )\n" + PAGE;
    }

    /** All that have the words {@code $10}. */
    static final String BY_WORDS = all("a.search @@ to_tsquery('simple', lower($10::text))");

    /** All that have the tag {@code $10}. */
    static final String BY_TAG = all("a.tags @> ARRAY[$10::text]");
}
