package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.actionregistry.failure.Unavailable;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away, slow or overloaded from a mistake of ours: only the first is {@link Unavailable}. */
final class PgFailures {
    private static final int SOON = 1;
    private static final int LATER = 5;

    /**
     * SQLSTATEs (PostgreSQL, Appendix A) that the same statement may not meet again: 57014 cancelled by
     * statement_timeout, 57P01-57P05 shutdown, crash, starting up, idle session ended, 25P03 transaction idle for too
     * long, 25006 read-only (a standby during failover), 55P03 lock not available, 40001 and 40P01 serialization and
     * deadlock.
     */
    private static final Set<String> PASSING =
            Set.of("57014", "57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25006", "55P03", "40001", "40P01");

    /** Undefined table and undefined column: the schema is older than this program, and may be migrated any moment. */
    private static final Set<String> NOT_MIGRATED = Set.of("42P01", "42703");

    /** How the client reports a parameter of the wrong type: a defect here, not the database's absence. */
    private static final String OUR_MISTAKE = "Parameter at position";

    private PgFailures() {}

    /**
     * The outcome of {@code work}, or {@link Unavailable} after {@code boundMs}: statement_timeout is the server's to
     * keep, and a server that hangs keeps nothing.
     */
    static <T> Future<T> bounded(Future<T> work, long boundMs) {
        return work.timeout(boundMs, TimeUnit.MILLISECONDS).recover(failure -> Future.failedFuture(translate(failure)));
    }

    /** {@link Unavailable} where trying again may help, otherwise {@code failure} itself. */
    static Throwable translate(Throwable failure) {
        if (failure instanceof PgException error) {
            if (NOT_MIGRATED.contains(error.getSqlState())) {
                return new Unavailable("The database lacks tables of this program; run its migrations.", LATER);
            }
            return passing(error.getSqlState())
                    ? new Unavailable("The database could not answer now; try again.", SOON)
                    : failure;
        }
        if (failure instanceof ConnectionPoolTooBusyException) {
            return new Unavailable("Too many requests are waiting for the database; try again.", SOON);
        }
        if (failure instanceof TimeoutException) {
            return new Unavailable("The database did not answer in time; try again.", SOON);
        }
        // The client reports its own state (connection closed, none free in time) as VertxException, and what the
        // socket met (refused, reset, unknown host, TLS) as IOException.
        if (failure instanceof VertxException
                && String.valueOf(failure.getMessage()).startsWith(OUR_MISTAKE)) {
            return failure;
        }
        if (failure instanceof VertxException || failure instanceof IOException) {
            return new Unavailable("The database cannot be reached; try again.", LATER);
        }
        return failure;
    }

    /** Classes 08 (connection) and 53 (insufficient resources) as a whole. */
    private static boolean passing(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08") || sqlState.startsWith("53") || PASSING.contains(sqlState));
    }
}
