package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published stays: the owner is stopped by triggers, the server's role by its rights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImmutabilityIT {
    private static final String RESTRICT_VIOLATION = "23001";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private TestDatabase database;
    private OpenDatabase open;

    @BeforeAll
    void publish() {
        database = TestDatabase.fresh();
        open = OpenDatabase.of(database.runtime());
        Outcome.of(open.journal().append(List.of(Publication.of("files.move", "1.0.0"))));
        Sql.run(
                database.owner(),
                "INSERT INTO audit (principal, credential, operation, status) VALUES ('k', 'api_key', 'anOperation', 403)");
    }

    @AfterAll
    void close() {
        open.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE action_versions SET name = 'other' | name of files.move@1.0.0",
                "UPDATE action_versions SET version = '2.0.0' | version of files.move@1.0.0",
                "UPDATE action_versions SET precedence = 'x' | precedence of",
                "UPDATE action_versions SET prerelease = true | prerelease of",
                "UPDATE action_versions SET schema_json = '{}' | schema_json of",
                "UPDATE action_versions SET canonical = '\\x7b7d' | canonical of",
                "UPDATE action_versions SET hash = 'sha256:00', status = 'yanked' | hash of",
                "UPDATE action_versions SET sig_alg = NULL, sig_kid = NULL, sig_b64 = NULL | sig_alg, sig_b64, sig_kid of",
                "UPDATE action_versions SET seal = '\\x00' | seal of",
                "UPDATE action_versions SET created_at = created_at + interval '1 microsecond' | created_at of",
                "UPDATE action_versions SET log_index = 7 | log_index of",
                "DELETE FROM action_versions | never removed; yank it instead",
                "TRUNCATE action_versions CASCADE | never removed",
                "UPDATE journal SET time = now() | append-only",
                "UPDATE journal SET index = index | append-only",
                "DELETE FROM journal | append-only",
                "TRUNCATE journal CASCADE | ",
                "UPDATE actions SET name = 'other' | keeps its name",
                "UPDATE actions SET folded = 'other' | keeps its name",
                "UPDATE actions SET namespace = 'other' | keeps its name",
                "UPDATE actions SET created_at = now() | keeps its name",
                "DELETE FROM actions | stays taken",
                "UPDATE audit SET principal = 'another' | append-only",
                "UPDATE audit SET status = status | append-only",
                "DELETE FROM audit | append-only",
                "TRUNCATE audit | append-only",
                "TRUNCATE actions CASCADE | ",
            })
    void theOwnerIsRefusedByTriggersThatSayWhy(String statement, String reason) {
        SQLException refusal = refusal(statement);

        assertThat(refusal.getSQLState()).isEqualTo(RESTRICT_VIOLATION);
        assertThat(refusal.getMessage()).contains("is refused: ").contains(reason == null ? "" : reason);
    }

    private SQLException refusal(String sql) {
        try (Connection connection = Sql.connect(database.owner());
                Statement statement = connection.createStatement()) {
            return Assertions.catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE action_versions SET canonical = canonical",
                "UPDATE action_versions SET hash = hash",
                "UPDATE action_versions SET seal = seal",
                "UPDATE action_versions SET created_at = created_at",
                "DELETE FROM action_versions",
                "TRUNCATE action_versions",
                "UPDATE journal SET body = body",
                "DELETE FROM journal",
                "TRUNCATE journal",
                "UPDATE audit SET principal = 'another'",
                "DELETE FROM audit",
                "TRUNCATE audit",
                "ALTER TABLE audit DISABLE TRIGGER ALL",
                "UPDATE actions SET name = name",
                "DELETE FROM actions",
                "TRUNCATE actions",
                "DELETE FROM journal_head",
                "INSERT INTO journal_head VALUES (false, 0, now())",
                "UPDATE api_keys SET role = 'admin'",
                "UPDATE api_keys SET sha256 = sha256",
                "DELETE FROM api_keys",
                "DELETE FROM flyway_schema_history",
                "ALTER TABLE action_versions DISABLE TRIGGER ALL",
                "SET session_replication_role = replica",
                "CREATE TABLE other ()",
                "DROP TABLE journal",
            })
    void theServersRoleHasNoRightToTry(String statement) {
        assertThat(Outcome.failureOf(
                        open.database().transactions().query(statement).execute()))
                .isInstanceOfSatisfying(
                        PgException.class,
                        refusal -> assertThat(refusal.getSqlState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
    }

    @Test
    void theStatusOfAVersionMayChange() {
        Outcome.of(open.database()
                .transactions()
                .query("UPDATE action_versions SET status = 'deprecated', status_reason = 'use files.rename'")
                .execute());

        assertThat(Sql.value(database.owner(), "SELECT status FROM action_versions"))
                .isEqualTo("deprecated");
    }

    @Test
    void everyClientRunsAsTheRuntimeRoleWithItsTimeouts() {
        String query =
                "SELECT current_user || ' ' || session_user || ' ' || current_setting('statement_timeout') || ' '"
                        + " || current_setting('idle_in_transaction_session_timeout') AS setting";
        for (var client : List.of(
                open.database().reads(),
                open.database().transactions(),
                open.database().searches())) {
            assertThat(Outcome.of(client.query(query).execute())
                            .iterator()
                            .next()
                            .getString("setting"))
                    .isEqualTo("action_registry_runtime registry_app 5s 10s");
        }
    }
}
