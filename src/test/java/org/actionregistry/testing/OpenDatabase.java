package org.actionregistry.testing;

import io.vertx.core.Vertx;
import org.actionregistry.postgres.Database;
import org.actionregistry.postgres.DatabaseLimits;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.postgres.PgCatalog;
import org.actionregistry.postgres.PgJournal;

/** The program's own clients of a database, on a Vert.x of their own. */
public record OpenDatabase(Vertx vertx, Database database, PgJournal journal, PgCatalog catalog)
        implements AutoCloseable {
    /** With the limits a server has by default. */
    public static OpenDatabase of(DatabaseUrl url) {
        return of(url, DatabaseLimits.defaults());
    }

    public static OpenDatabase of(DatabaseUrl url, DatabaseLimits limits) {
        Vertx vertx = Vertx.vertx();
        Database database = Database.open(vertx, url, limits);
        return new OpenDatabase(vertx, database, new PgJournal(vertx, database), new PgCatalog(database));
    }

    @Override
    public void close() {
        Outcome.of(database.close().eventually(vertx::close));
    }
}
