package org.actionregistry.testing;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.postgres.Migrations;

/**
 * A database of its own for one test class. All share one server a JVM: an embedded PostgreSQL, or a container with
 * {@code -Dtest.database=testcontainers}.
 *
 * @param owner for migrations, and for looking and tampering behind the program's back
 * @param runtime what the server under test is given
 */
public record TestDatabase(DatabaseUrl owner, DatabaseUrl runtime) {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Started by the first test that needs it. */
    private static final class Shared {
        static final DatabaseServer SERVER = "testcontainers".equals(System.getProperty("test.database"))
                ? ContainerServer.start()
                : EmbeddedServer.start();
        static final String TEMPLATE = "migrated_template";

        static {
            Sql.run(SERVER.owner(), "CREATE DATABASE " + TEMPLATE);
            Migrations.run(SERVER.owner().withDatabase(TEMPLATE));
        }
    }

    /** A new, migrated, empty database; a copy of one that was migrated before, which takes a moment only. */
    public static TestDatabase fresh() {
        return create("TEMPLATE " + Shared.TEMPLATE);
    }

    /** A new database without any table. */
    public static TestDatabase unmigrated() {
        return create("");
    }

    private static TestDatabase create(String options) {
        String name = "test_" + COUNT.incrementAndGet();
        synchronized (COUNT) { // two copies of one template at the same time refuse each other
            Sql.run(Shared.SERVER.owner(), "CREATE DATABASE " + name + " " + options);
        }
        return new TestDatabase(
                Shared.SERVER.owner().withDatabase(name),
                Shared.SERVER.runtime().withDatabase(name));
    }

    /** Takes a backup of it; nobody may be connected to it meanwhile. */
    public void backUp() {
        copy(owner.database(), backup());
    }

    /** Sets it back to its backup, throwing out whoever is connected to it. */
    public void restore() {
        Sql.run(Shared.SERVER.owner(), "DROP DATABASE " + owner.database() + " WITH (FORCE)");
        copy(backup(), owner.database());
    }

    private String backup() {
        return owner.database() + "_backup";
    }

    private static void copy(String from, String to) {
        Sql.run(Shared.SERVER.owner(), "CREATE DATABASE " + to + " TEMPLATE " + from);
    }

    /** A server of its own that can be stopped, started, and made to hang; to be closed. */
    public static PrivateServer privateServer() {
        // The embedded servers of one JVM all run the binaries that the first of them unpacked. The first must not be
        // one
        // that takes them away when it is closed.
        Objects.requireNonNull(Shared.SERVER);
        return PrivateServer.create();
    }
}
