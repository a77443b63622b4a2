package org.actionregistry.testing;

import org.actionregistry.postgres.DatabaseUrl;

/** A PostgreSQL server that tests may make databases on. */
interface DatabaseServer {
    /** Logs in as the owner of everything, into some database. */
    DatabaseUrl owner();

    /** Logs in as the server's user, member of {@code action_registry_runtime}. */
    DatabaseUrl runtime();
}
