package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.actionregistry.testing.OpenDatabase;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction whose COMMIT is sent before the answer to its last statement has come. */
class OpenTransactionIT {
    private static final String WRITE =
            "INSERT INTO audit (principal, credential, operation, status) VALUES ('one', 'none', 'test', 200)";

    private TestDatabase database;
    private OpenDatabase open;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        open = OpenDatabase.of(database.runtime());
    }

    @AfterEach
    void close() {
        open.close();
    }

    /** A failure is thrown. */
    private <T> void run(Function<OpenTransaction, Future<T>> work) {
        Outcome.of(open.database().pipelined(work).<Boolean>map(true));
    }

    private static Future<RowSet<Row>> execute(SqlClient client, String statement) {
        return client.preparedQuery(statement).execute();
    }

    private @Nullable String rows() {
        return Sql.value(database.owner(), "SELECT count(*) FROM audit");
    }

    @Test
    void whatIsCommittedBehindItsLastStatementIsThere() {
        run(transaction -> transaction.commit(execute(transaction.client(), WRITE)));

        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void aStatementThatFailsBeforeTheCommitTakesEverythingWithIt() {
        assertThatThrownBy(() -> run(transaction -> {
                    Future<?> first = execute(transaction.client(), WRITE);
                    Future<?> broken = execute(transaction.client(), "SELECT 1 / 0");
                    return transaction.commit(Future.all(first, broken));
                }))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("division by zero");

        assertThat(rows()).isEqualTo("0");
    }

    @Test
    void aCommitThatFailsIsNoSuccess() {
        // The foreign key is deferred, so nothing but the COMMIT finds that there is no such action.
        String orphan = """
                WITH logged AS (INSERT INTO journal VALUES (0, 'version.published', '{}', '{}', now()))
                INSERT INTO action_versions (name, version, precedence, prerelease, schema_json, canonical, hash, created_at,
                    log_index)
                VALUES ('no.action', '1.0.0', '1', false, '{}', '{}', 'none', now(), 0)
                """;

        assertThatThrownBy(() -> run(transaction -> transaction.commit(execute(transaction.client(), orphan))))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("foreign key");

        assertThat(Sql.value(database.owner(), "SELECT count(*) FROM journal")).isEqualTo("0");
    }

    @Test
    void whatIsNotCommittedIsRolledBack() {
        run(transaction -> execute(transaction.client(), WRITE));

        assertThat(rows()).isEqualTo("0");
    }

    @Test
    void workThatThrowsIsRolledBackAndItsConnectionGivenBack() {
        int moreThanThePoolHas = 20;
        IntStream.range(0, moreThanThePoolHas)
                .forEach(i -> assertThatThrownBy(() -> run(transaction -> {
                            var unused = execute(transaction.client(), WRITE);
                            throw new IllegalStateException("a defect");
                        }))
                        .isInstanceOf(IllegalStateException.class));

        assertThat(rows()).isEqualTo("0");
    }

    @Test
    void nothingIsCommittedOnceItHasBeenReportedAsFailed() {
        Future<?> reported = open.database()
                .transactions()
                .getConnection()
                .compose(connection -> OpenTransaction.run(
                        connection,
                        () -> true,
                        transaction -> transaction.commit(execute(transaction.client(), WRITE))));

        assertThat(Outcome.failureOf(reported)).hasMessageContaining("has been told");
        assertThat(rows()).isEqualTo("0");
    }
}
