package org.actionregistry.postgres;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Handler;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;

/**
 * Has a new connection send together what one turn of its event loop asks of it, instead of each statement by itself: a
 * system call costs more than the statement that it carries.
 */
final class GatheredFlushes implements Handler<SqlConnection> {
    /** So many statements are sent without waiting for the end of the turn. */
    private static final int MOST = 64;

    @Override
    public void handle(SqlConnection connection) {
        if (connection instanceof SqlConnectionInternal known
                && known.unwrap().unwrap() instanceof SocketConnectionBase wire) {
            wire.socket().channelHandlerContext().pipeline().addFirst(new FlushConsolidationHandler(MOST, true));
        }
        // Gives it to those who wait for one.
        var unused = connection.close();
    }
}
