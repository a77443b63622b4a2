package org.actionregistry.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** Brings a database to the schema this program expects. Blocks: never call it on an event loop. */
public final class Migrations {
    /** The version of the newest file in {@code db/migration}. */
    public static final String CURRENT = "12";

    private Migrations() {}

    /**
     * Applies what is missing; returns at once when nothing is. Safe to run from several processes at the same time.
     *
     * @param owner logs in as the owner of the tables, not as the server's own user
     * @throws MigrationException when the database is away, newer than this program, or refuses a statement
     */
    public static void run(DatabaseUrl owner) {
        Optional<String> applied = appliedVersion(owner);
        if (applied.isPresent()) {
            int order = compare(applied.get(), CURRENT);
            if (order > 0) {
                throw new MigrationException("the database " + owner.location() + " has schema version " + applied.get()
                        + ", newer than version " + CURRENT + " of this program; run a newer program");
            }
            if (order == 0) {
                return;
            }
        }
        try {
            flyway(owner).migrate();
        } catch (FlywayException e) {
            throw MigrationException.of(owner, e);
        }
    }

    /** Orders schema versions. */
    static int compare(String one, String other) {
        return MigrationVersion.fromVersion(one).compareTo(MigrationVersion.fromVersion(other));
    }

    /** Asked without Flyway, which takes half a second to find that there is nothing to do. */
    private static Optional<String> appliedVersion(DatabaseUrl owner) {
        try (Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.jdbcProperties());
                Statement statement = connection.createStatement()) {
            return hasHistory(statement) ? newest(statement) : Optional.empty();
        } catch (SQLException e) {
            throw MigrationException.of(owner, e);
        }
    }

    private static boolean hasHistory(Statement statement) throws SQLException {
        try (ResultSet table = statement.executeQuery("SELECT to_regclass('flyway_schema_history') IS NOT NULL")) {
            return table.next() && table.getBoolean(1);
        }
    }

    private static Optional<String> newest(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(APPLIED_VERSION)) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** The schema version of a database; the runtime role may read it. */
    static final String APPLIED_VERSION = """
            SELECT version FROM flyway_schema_history
            WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1
            """;

    private static Flyway flyway(DatabaseUrl owner) {
        return Flyway.configure()
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password().orElse(""))
                .jdbcProperties(owner.jdbcSettings())
                .locations("classpath:db/migration")
                .table("flyway_schema_history")
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .load();
    }
}
