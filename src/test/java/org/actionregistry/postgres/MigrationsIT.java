package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.actionregistry.dev.EmbeddedDatabase;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On a cluster of its own, because roles belong to the cluster. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsIT {
    private EmbeddedDatabase cluster;
    private DatabaseUrl owner;
    private DatabaseUrl runtime;

    @BeforeAll
    void start() {
        cluster = EmbeddedDatabase.startTemporary();
        owner = DatabaseUrl.parse(cluster.ownerUrl());
        runtime = DatabaseUrl.parse(cluster.runtimeUrl());
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private DatabaseUrl create(String database) {
        Sql.run(owner, "CREATE DATABASE " + database);
        return owner.withDatabase(database);
    }

    private DatabaseUrl createOwnedBy(String login, String database) {
        Sql.run(
                owner,
                "CREATE ROLE " + login + " LOGIN NOCREATEROLE PASSWORD 'p'",
                "CREATE DATABASE " + database + " OWNER " + login);
        return new DatabaseUrl(
                login, Optional.of("p"), owner.host(), owner.port(), database, owner.sslMode(), Optional.empty());
    }

    @Test
    void healthTellsAMissingSchemaFromAnOldOneAndTheRightOne() {
        DatabaseUrl url = create("health");
        try (OpenDatabase open = OpenDatabase.of(runtime.withDatabase("health"))) {
            PgHealth health = new PgHealth(open.database());
            assertThat(Outcome.failureOf(health.check()))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("version 0");
            Migrations.run(url);
            assertThat(Outcome.of(health.schemaVersion())).isEqualTo(Migrations.CURRENT);
            Outcome.of(health.check());
            Sql.run(url, "DELETE FROM flyway_schema_history WHERE version = '" + Migrations.CURRENT + "'");

            assertThat(Outcome.failureOf(health.check()))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("version " + Outcome.of(health.schemaVersion())
                            + ", this program expects version " + Migrations.CURRENT);
        }
    }

    /** In kB; the default of 4,096 made one publish in a few thousand, and all behind it, wait for a tenth of a second. */
    @Test
    void noPublishHasToMergeMuchOfASearchIndex() {
        DatabaseUrl url = create("merges");
        Migrations.run(url);

        assertThat(Sql.value(url, """
                SELECT string_agg(i.relname || ' ' || coalesce(array_to_string(i.reloptions, ' '), ''), ', ' ORDER BY i.relname)
                FROM pg_class i JOIN pg_am a ON a.oid = i.relam
                WHERE a.amname = 'gin'
                """))
                .isEqualTo("actions_search gin_pending_list_limit=64, actions_tags gin_pending_list_limit=64");
    }

    @Test
    void migratingAgainDoesNothing() {
        DatabaseUrl url = create("again");
        Migrations.run(url);
        String before = Sql.value(url, "SELECT string_agg(installed_on::text, ' ') FROM flyway_schema_history");
        Migrations.run(url);

        assertThat(Sql.value(url, "SELECT string_agg(installed_on::text, ' ') FROM flyway_schema_history"))
                .isEqualTo(before);
    }

    @Test
    void aDatabaseNewerThanTheProgramIsRefused() {
        DatabaseUrl url = create("newer");
        Migrations.run(url);
        Sql.run(
                url,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success)"
                        + " VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', 1, true)");

        assertThatThrownBy(() -> Migrations.run(url))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("schema version 999, newer than version " + Migrations.CURRENT)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aDatabaseThatIsAwayIsNamedWithoutThePassword() {
        DatabaseUrl nowhere =
                new DatabaseUrl("u", Optional.of("s3cret"), "127.0.0.1", 1, "d", owner.sslMode(), Optional.empty());

        assertThatThrownBy(() -> Migrations.run(nowhere))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("127.0.0.1:1/d")
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aDatabaseInAnotherEncodingIsRefused() {
        Sql.run(owner, "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0");

        assertThatThrownBy(() -> Migrations.run(owner.withDatabase("latin")))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("LATIN1")
                .hasMessageContaining("ENCODING 'UTF8'");
    }

    @Test
    void anOwnerWhoMayNotGrantTheRoleIsToldWhatAnAdministratorShouldRun() {
        DatabaseUrl limited = createOwnedBy("limited", "limited");

        assertThatThrownBy(() -> Migrations.run(limited))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("GRANT action_registry_runtime TO limited;")
                .hasMessageNotContaining("\n");

        Sql.run(owner, "GRANT action_registry_runtime TO limited");
        Migrations.run(limited);
        try (OpenDatabase open = OpenDatabase.of(limited)) {
            Outcome.of(new PgHealth(open.database()).check());
            Outcome.of(open.journal().append(List.of(Publication.of("a", "1.0.0"))));
        }
    }

    @Test
    void anOwnerWhoMayNotCreateTheRoleIsToldWhatAnAdministratorShouldRun() {
        DatabaseUrl limited = createOwnedBy("rootless", "rootless");
        Sql.run(owner, "ALTER ROLE action_registry_runtime RENAME TO set_aside");
        try {
            assertThatThrownBy(() -> Migrations.run(limited))
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("CREATE ROLE action_registry_runtime NOLOGIN;")
                    .hasMessageContaining("GRANT action_registry_runtime TO rootless;")
                    .hasMessageNotContaining("\n");
        } finally {
            Sql.run(owner, "ALTER ROLE set_aside RENAME TO action_registry_runtime");
        }
    }

    @Test
    void anOwnerWhoMayCreateRolesNeedsNoAdministrator() {
        DatabaseUrl capable = createOwnedBy("capable", "capable");
        Sql.run(owner, "ALTER ROLE capable CREATEROLE", "ALTER ROLE action_registry_runtime RENAME TO set_aside");
        try {
            Migrations.run(capable);
            try (OpenDatabase open = OpenDatabase.of(capable)) {
                Outcome.of(open.journal().append(List.of(Publication.of("a", "1.0.0"))));
            }
        } finally {
            Sql.run(capable, "DROP OWNED BY action_registry_runtime");
            Sql.run(
                    owner,
                    "DROP ROLE action_registry_runtime",
                    "ALTER ROLE set_aside RENAME TO action_registry_runtime");
        }
    }

    @Test
    void databasesOfOneClusterMayBeMigratedAtTheSameTime() {
        List<DatabaseUrl> databases = List.of(create("at_once_1"), create("at_once_2"), create("at_once_3"));
        Sql.run(owner, "ALTER ROLE action_registry_runtime RENAME TO set_aside");
        try {
            // Each of them twice: two instances of the program may start together, too.
            Stream.concat(databases.stream(), databases.stream())
                    .map(url -> CompletableFuture.runAsync(() -> Migrations.run(url)))
                    .toList()
                    .forEach(CompletableFuture::join);
            assertThat(databases)
                    .allSatisfy(url -> assertThat(Sql.value(
                                    url,
                                    "SELECT max(version::integer) FROM flyway_schema_history WHERE success"
                                            + " HAVING count(*) = count(DISTINCT version)"))
                            .isEqualTo(Migrations.CURRENT));
        } finally {
            databases.forEach(url -> Sql.run(url, "DROP OWNED BY action_registry_runtime"));
            Sql.run(
                    owner,
                    "DROP ROLE action_registry_runtime",
                    "ALTER ROLE set_aside RENAME TO action_registry_runtime");
        }
    }
}
