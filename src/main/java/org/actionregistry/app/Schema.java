package org.actionregistry.app;

import java.time.Duration;
import java.time.Instant;
import org.actionregistry.postgres.Database;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.postgres.MigrationException;
import org.actionregistry.postgres.Migrations;
import org.actionregistry.postgres.PgHealth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database's schema up to date. */
public final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Schema() {}

    /**
     * Migrates where the server's own clients do not find the schema current; blocking. A schema that is current costs one
     * query on a connection that the server needs anyway, no login of the owner and no other driver.
     *
     * @throws StartFailure like {@link #migrate}
     */
    static void bringUpToDate(Settings settings, Database database) {
        if (!isCurrent(database)) {
            migrate(settings);
        }
    }

    private static boolean isCurrent(Database database) {
        try {
            Await.result(new PgHealth(database).check());
            return true;
        } catch (RuntimeException notSeen) {
            // Whatever it is, the owner's login tells whether it can be helped, and says what if not.
            return false;
        }
    }

    /**
     * Migrates as the owner; blocking. A database that is still starting is given some time, since containers start
     * together.
     *
     * @return where the database is, for people to read
     * @throws StartFailure when the database stays away, is newer than this program, or refuses a statement
     */
    public static String migrate(Settings settings) {
        DatabaseUrl owner = settings.ownerUrl();
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                Migrations.run(owner);
                return owner.location();
            } catch (MigrationException failure) {
                if (!failure.mayPass() || Instant.now().isAfter(giveUp)) {
                    throw new StartFailure(String.valueOf(failure.getMessage()), failure);
                }
                LOG.warn("{}; trying again", failure.getMessage());
                Await.pause(PAUSE);
            }
        }
    }
}
