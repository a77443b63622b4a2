package org.actionregistry.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A database that cannot be brought to the schema the program expects; the message is one line for an operator. */
public final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MigrationException(String message) {
        super(message);
    }

    private MigrationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what the server said, with its hint, instead of how far the migration tool had come. */
    static MigrationException of(DatabaseUrl url, Exception failure) {
        return new MigrationException(
                "the database " + url.location() + " cannot be migrated: "
                        + reason(failure).lines().findFirst().orElse("unknown reason"),
                failure);
    }

    /** Whether the database was away or still starting, so that the same attempt may succeed later. */
    public boolean mayPass() {
        @Nullable Throwable cause = getCause();
        while (cause != null) {
            if (cause instanceof SQLException error && isPassing(error.getSQLState())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Class 08 is the connection's; 57P03 is a server that is starting or stopping. */
    private static boolean isPassing(@Nullable String sqlState) {
        return sqlState != null && (sqlState.startsWith("08") || sqlState.equals("57P03"));
    }

    private static String reason(Throwable failure) {
        @Nullable Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof PSQLException error && error.getServerErrorMessage() != null) {
                return said(error.getServerErrorMessage());
            }
            if (cause instanceof SQLException) {
                return String.valueOf(cause.getMessage());
            }
            cause = cause.getCause();
        }
        return String.valueOf(failure.getMessage());
    }

    private static String said(ServerErrorMessage message) {
        String hint = message.getHint();
        return message.getMessage() + (hint == null ? "" : ". " + hint);
    }
}
