package org.actionregistry.dev;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Creates the registry's database and the login its server uses. */
final class RegistryLogin {
    static final String NAME = "registry_app";

    /** The group role with the server's rights; the migrations grant them. */
    private static final String GROUP = "action_registry_runtime";

    private RegistryLogin() {}

    /** Creates what is missing; {@code password} is hexadecimal, so it needs no quoting. */
    static void create(DataSource cluster, String database, String password) throws SQLException {
        try (Connection connection = cluster.getConnection();
                Statement statement = connection.createStatement()) {
            if (missing(statement, "SELECT FROM pg_roles WHERE rolname = '" + GROUP + "'")) {
                statement.execute("CREATE ROLE " + GROUP + " NOLOGIN");
            }
            if (missing(statement, "SELECT FROM pg_roles WHERE rolname = '" + NAME + "'")) {
                statement.execute("CREATE ROLE " + NAME + " LOGIN");
            }
            statement.execute("ALTER ROLE " + NAME + " PASSWORD '" + password + "'");
            statement.execute("GRANT " + GROUP + " TO " + NAME);
            if (missing(statement, "SELECT FROM pg_database WHERE datname = '" + database + "'")) {
                statement.execute("CREATE DATABASE " + database);
            }
        }
    }

    private static boolean missing(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }
}
