package org.actionregistry.http.contract;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Refused;

/**
 * Reads request bodies into memory, up to a size and within a time. Unlike the stock handler it runs after the guard, so
 * that nobody without a key makes the server hold bodies; and it reads no forms.
 */
final class BodyReader {
    /** How much of a body nobody wants is taken in before the connection is cut, in bytes; clients read answers late. */
    private static final int DISCARDED = 8 << 20;

    private final int limit;
    private final Duration timeout;

    BodyReader(int limit, Duration timeout) {
        this.limit = limit;
        this.timeout = timeout;
    }

    /**
     * Reads the body of a paused request.
     *
     * @return fails with {@code PAYLOAD_TOO_LARGE} as soon as the body is known to be, with {@code REQUEST_TIMEOUT}, or
     *     with {@code BAD_REQUEST} when it breaks off
     */
    Future<Buffer> read(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (declaredLength(request) > limit) {
            return Future.failedFuture(tooLarge());
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))
                && request.version() == HttpVersion.HTTP_1_1) {
            request.response().writeContinue();
        }
        Promise<Buffer> body = Promise.promise();
        Buffer received = Buffer.buffer();
        request.handler(piece -> {
            if (received.length() + piece.length() > limit) {
                body.tryFail(tooLarge());
            } else if (!body.future().isComplete()) {
                received.appendBuffer(piece);
            }
        });
        request.endHandler(end -> body.tryComplete(received));
        request.exceptionHandler(cause ->
                body.tryFail(Invalid.request("", "framing", "The body breaks off, or its framing is broken.")));
        long timer = ctx.vertx().setTimer(timeout.toMillis(), fired -> body.tryFail(timedOut()));
        request.resume();
        return body.future().onComplete(done -> ctx.vertx().cancelTimer(timer));
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            // More digits than a long has; the HTTP codec has refused everything else.
            return Long.MAX_VALUE;
        }
    }

    private Refused tooLarge() {
        return new Refused(
                ErrorCode.PAYLOAD_TOO_LARGE, "A request body has at most " + limit + " bytes.", Map.of("limit", limit));
    }

    private Refused timedOut() {
        return new Refused(
                ErrorCode.REQUEST_TIMEOUT,
                "The request body did not arrive within " + timeout.toSeconds() + " seconds.");
    }

    /** Lets the rest of a body that will not be read pass by, so that the client gets to read the answer. */
    static void discard(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (request.isEnded()) {
            return;
        }
        long[] discarded = {0};
        request.handler(piece -> {
            discarded[0] += piece.length();
            if (discarded[0] > DISCARDED) {
                request.connection().close();
            }
        });
        request.resume();
    }

    /** Closes the connection behind the answer: what else arrives on it would be the rest of a body. */
    static void closeAfterwards(RoutingContext ctx) {
        if (ctx.request().version() != HttpVersion.HTTP_2) {
            ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            ctx.addEndHandler(ended -> ctx.request().connection().close());
        }
    }
}
