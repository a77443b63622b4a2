package org.actionregistry.http;

import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/** How the HTTP servers treat connections. */
final class HttpOptions {
    /** Long enough for a cursor and filters, short enough that a request line is no place to hide a body. */
    private static final int MAX_REQUEST_LINE_BYTES = 8192;

    private static final int ACCEPT_BACKLOG = 4096;

    private HttpOptions() {}

    static HttpServerOptions server(HttpLimits limits) {
        return new HttpServerOptions()
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setMaxFormAttributeSize(0)
                .setIdleTimeout(Math.toIntExact(limits.idleTimeout().toSeconds()))
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                // HTTP/2 without TLS hides a connection from the watch until its first request; a proxy speaks 1.1 to
                // us.
                .setHttp2ClearTextEnabled(false)
                .setTcpNoDelay(true)
                .setAcceptBacklog(ACCEPT_BACKLOG)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }
}
