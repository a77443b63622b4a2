package org.actionregistry.postgres;

/**
 * How much the program asks of the database at once, and how long it waits. What exceeds a limit fails with
 * {@link org.actionregistry.failure.Unavailable}; nothing queues without bound.
 *
 * @param poolSize connections for transactions (publishing) and key management
 * @param poolWaitQueue transactions that may wait for a connection
 * @param pipelinedConnections connections that hot reads share, several requests in flight on each
 * @param pipeliningLimit requests in flight on one such connection
 * @param readWaitQueue hot reads that may wait beyond that
 * @param searchPoolSize connections for lists and searches, apart so that a slow one holds up no hot read
 * @param connectTimeoutMs to open a connection, and to wait for a free one, in milliseconds
 * @param statementTimeoutMs for one statement, in milliseconds; the server cancels it then
 */
public record DatabaseLimits(
        int poolSize,
        int poolWaitQueue,
        int pipelinedConnections,
        int pipeliningLimit,
        int readWaitQueue,
        int searchPoolSize,
        int connectTimeoutMs,
        int statementTimeoutMs) {
    /** @throws IllegalArgumentException when a limit is below 1 (a wait queue: below 0) */
    public DatabaseLimits {
        atLeast(1, "poolSize", poolSize);
        atLeast(0, "poolWaitQueue", poolWaitQueue);
        atLeast(1, "pipelinedConnections", pipelinedConnections);
        atLeast(1, "pipeliningLimit", pipeliningLimit);
        atLeast(0, "readWaitQueue", readWaitQueue);
        atLeast(1, "searchPoolSize", searchPoolSize);
        atLeast(1, "connectTimeoutMs", connectTimeoutMs);
        atLeast(1, "statementTimeoutMs", statementTimeoutMs);
    }

    private static void atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + "; it should be at least " + least);
        }
    }

    /** For one server of a few cores: 12 connections in all. */
    public static DatabaseLimits defaults() {
        return new DatabaseLimits(4, 256, 4, 64, 2_048, 4, 3_000, 5_000);
    }
}
