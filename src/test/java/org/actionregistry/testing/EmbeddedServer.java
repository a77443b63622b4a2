package org.actionregistry.testing;

import org.actionregistry.dev.EmbeddedDatabase;
import org.actionregistry.postgres.DatabaseUrl;

/** The default: an embedded server, stopped when the JVM ends. */
record EmbeddedServer(DatabaseUrl owner, DatabaseUrl runtime) implements DatabaseServer {
    static EmbeddedServer start() {
        EmbeddedDatabase database = EmbeddedDatabase.startTemporary();
        Runtime.getRuntime().addShutdownHook(new Thread(database::close, "stop-test-database"));
        return new EmbeddedServer(DatabaseUrl.parse(database.ownerUrl()), DatabaseUrl.parse(database.runtimeUrl()));
    }
}
