package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that waits for no answer of its own accord: {@code BEGIN} is on its way when the work starts, and
 * {@code COMMIT} follows the last statement at once. PostgreSQL runs what one connection sends in order, and turns the
 * {@code COMMIT} behind a statement that failed into a {@code ROLLBACK}; so all is written if and only if every statement and
 * the {@code COMMIT} have succeeded, which is what {@link #run} reports.
 */
final class OpenTransaction {
    private final SqlConnection connection;
    private final BooleanSupplier givenUp;
    private @Nullable Future<?> committed;

    private OpenTransaction(SqlConnection connection, BooleanSupplier givenUp) {
        this.connection = connection;
        this.givenUp = givenUp;
    }

    /**
     * Runs {@code work} in a transaction and gives the connection back.
     *
     * @param givenUp whether the caller has been told that it failed, so that it must not be committed any more
     * @param work calls {@link #commit} behind its last statement, or leaves it, so that everything is rolled back
     * @return the outcome of {@code work}, once the transaction has ended; failed where the {@code COMMIT} has failed. When the
     *     connection broke after {@link #commit}, it is not known whether it was committed
     */
    static <T> Future<T> run(
            SqlConnection connection, BooleanSupplier givenUp, Function<OpenTransaction, Future<T>> work) {
        OpenTransaction transaction = new OpenTransaction(connection, givenUp);
        Future<?> begun = connection.query("BEGIN").execute();
        Future<T> done = Future.succeededFuture().compose(start -> work.apply(transaction));
        return Future.join(begun, done)
                .transform(ended -> transaction.end())
                .eventually(connection::close)
                .compose(ended -> begun)
                .compose(begin -> done);
    }

    /** Where the statements go. */
    SqlClient client() {
        return connection;
    }

    /** Commits if {@code last}, which has been sent, succeeds. */
    <T> Future<T> commit(Future<T> last) {
        if (givenUp.getAsBoolean()) {
            return Future.failedFuture("the caller has been told that this transaction failed");
        }
        Future<?> answer = connection.query("COMMIT").execute();
        committed = answer;
        return Future.join(last, answer).compose(both -> last);
    }

    /** Waits for the {@code COMMIT} where one is under way; else nothing is to stay. */
    private Future<?> end() {
        Future<?> last = committed == null ? connection.query("ROLLBACK").execute() : committed;
        return last.otherwiseEmpty();
    }
}
