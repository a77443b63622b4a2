package org.actionregistry.http.contract;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;

/** What happens to a request of one operation: guard, body, rules, handler; the first failure is the answer. */
final class OperationRoute implements Handler<RoutingContext> {
    private final ContractOperation operation;
    private final RequestRules rules;
    private final OperationHandler handler;
    private final Guard guard;
    private final BodyReader bodies;

    OperationRoute(ContractOperation operation, RequestRules rules, OperationHandler handler, Edge edge) {
        this.operation = operation;
        this.rules = rules;
        this.handler = handler;
        this.guard = edge.guard();
        this.bodies = new BodyReader(edge.bodyLimit(), edge.bodyTimeout());
    }

    @Override
    public void handle(RoutingContext ctx) {
        // A handshake must still be unread when the guard has made up its mind, or the request cannot become a
        // WebSocket.
        boolean handshake = operation.webSocket() && isHandshake(ctx.request());
        if (rules.takesBody() || handshake) {
            ctx.request().pause();
        }
        Future.succeededFuture()
                .compose(start -> guard.admit(ctx, operation))
                .compose(admitted -> body(ctx))
                .compose(body -> handler.handle(ctx, rules.validate(raw(ctx, body))))
                .onFailure(cause -> fail(ctx, cause, rules.takesBody() || handshake));
    }

    /** A request that asks for a WebSocket (RFC 6455, section 4.1), whether or not it asks rightly. */
    private static boolean isHandshake(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    private Future<Buffer> body(RoutingContext ctx) {
        if (!rules.takesBody()) {
            return Future.succeededFuture(Buffer.buffer());
        }
        rules.negotiate(ctx.request().headers());
        return bodies.read(ctx);
    }

    private static RawRequest raw(RoutingContext ctx, Buffer body) {
        return new RawRequest(
                ContractRouter.path(ctx).segments(),
                Objects.requireNonNullElse(ctx.request().query(), ""),
                ctx.request().headers(),
                body);
    }

    private static void fail(RoutingContext ctx, Throwable cause, boolean paused) {
        if (ctx.response().closed() || ctx.response().ended()) {
            // Nobody is left to tell; a client that went away is no event.
            return;
        }
        if (cause instanceof Refused refused && refused.code() == ErrorCode.REQUEST_TIMEOUT) {
            BodyReader.closeAfterwards(ctx);
        } else if (paused) {
            BodyReader.discard(ctx);
        }
        ctx.fail(cause);
    }
}
