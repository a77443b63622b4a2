package org.actionregistry.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the indexes away that a bulk load does not use, and makes them anew at its end, all at once, which takes less time than
 * keeping them up row by row. Their definitions wait in the database itself, so that a load that was interrupted finds them.
 */
final class IndexesAside {
    private static final List<String> UNUSED =
            List.of("actions_search", "actions_tags", "action_versions_hash", "action_versions_ordered");

    private static final String MEMORY = "SET maintenance_work_mem = '1GB'";

    private IndexesAside() {}

    static void take(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS load_indexes (name text PRIMARY KEY, definition text NOT NULL)");
            for (String name : UNUSED) {
                statement.execute("INSERT INTO load_indexes SELECT '" + name + "', pg_get_indexdef(to_regclass('" + name
                        + "')) WHERE to_regclass('" + name + "') IS NOT NULL");
                statement.execute("DROP INDEX IF EXISTS " + name);
            }
        }
    }

    static void putBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(MEMORY);
            List<String> definitions = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT definition FROM load_indexes ORDER BY name")) {
                while (rows.next()) {
                    definitions.add(rows.getString(1));
                }
            }
            for (String definition : definitions) {
                statement.execute(definition);
            }
            statement.execute("DROP TABLE load_indexes");
        }
    }
}
