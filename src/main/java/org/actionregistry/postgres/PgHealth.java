package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import org.actionregistry.failure.Unavailable;

/** Whether the database answers and has the schema this program expects. */
public final class PgHealth {
    /** PostgreSQL's undefined_table: nothing was ever migrated. */
    private static final String UNDEFINED_TABLE = "42P01";

    private final Database database;

    public PgHealth(Database database) {
        this.database = database;
    }

    /** Completes when both hold; fails with {@link Unavailable} saying what is missing. */
    public Future<Void> check() {
        return schemaVersion()
                .compose(version -> version.equals(Migrations.CURRENT)
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Unavailable(
                                "The database schema is at version " + version + ", this program expects version "
                                        + Migrations.CURRENT + ".",
                                5)));
    }

    /** The version of the newest migration applied, {@code 0} where there is none. */
    public Future<String> schemaVersion() {
        return database.statement(database.current()
                .preparedQuery(Migrations.APPLIED_VERSION)
                .execute()
                .map(PgHealth::version)
                .recover(failure -> failure instanceof PgException error && UNDEFINED_TABLE.equals(error.getSqlState())
                        ? Future.succeededFuture("0")
                        : Future.failedFuture(failure)));
    }

    private static String version(RowSet<Row> rows) {
        return rows.size() == 0 ? "0" : rows.iterator().next().getString("version");
    }
}
