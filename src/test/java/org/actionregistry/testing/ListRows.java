package org.actionregistry.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.actionregistry.postgres.DatabaseUrl;

/** What a list shows stands in the row of each action, and must be what its versions come to. */
public final class ListRows {
    /** Counts the actions whose row says something else than their versions do. */
    static final String WRONG = """
            SELECT count(*) FROM actions a
            WHERE (a.versions, a.version_count, a.latest_version, a.latest_index) IS DISTINCT FROM (
                (SELECT string_agg(h.version, ' ' ORDER BY h.precedence) FROM (
                    SELECT v.version, v.precedence, row_number() OVER (ORDER BY v.precedence DESC) AS place
                    FROM action_versions v WHERE v.name = a.name) h WHERE h.place <= 100),
                (SELECT count(*) FROM action_versions v WHERE v.name = a.name),
                (SELECT v.version FROM action_versions v WHERE v.name = a.name AND v.status IN ('active', 'deprecated')
                    ORDER BY v.prerelease, v.precedence DESC LIMIT 1),
                (SELECT v.log_index FROM action_versions v WHERE v.name = a.name AND v.status IN ('active', 'deprecated')
                    ORDER BY v.prerelease, v.precedence DESC LIMIT 1))
            """;

    private ListRows() {}

    /** Fails unless each row is right, and there are some. */
    public static void areRight(DatabaseUrl owner) {
        assertThat(Sql.value(owner, "SELECT count(*) FROM actions")).isNotEqualTo("0");
        assertThat(Sql.value(owner, WRONG)).as("actions listed wrongly").isEqualTo("0");
    }
}
