package org.actionregistry.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.actionregistry.postgres.DatabaseUrl;
import org.jspecify.annotations.Nullable;

/** Plain SQL beside the program, for what a test prepares or looks up. */
public final class Sql {
    private Sql() {}

    /** Opens a connection of its own; the caller closes it. */
    public static Connection connect(DatabaseUrl url) throws SQLException {
        String jdbc = "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database();
        return DriverManager.getConnection(jdbc, url.user(), url.password().orElse(""));
    }

    /** Executes each statement, in autocommit. */
    public static void run(DatabaseUrl url, String... statements) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** First column of the first row as text. */
    public static @Nullable String value(DatabaseUrl url, String query) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new AssertionError("no row for " + query);
            }
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
