package org.actionregistry.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.actionregistry.failure.ErrorCode;

/** Answers what is not even HTTP, in the same envelope, and closes the connection: its framing can no longer be trusted. */
final class InvalidRequests implements Handler<HttpServerRequest> {
    @Override
    public void handle(HttpServerRequest request) {
        ErrorCode code = code(request.decoderResult());
        request.response()
                .setStatusCode(code.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Replies.JSON)
                .putHeader(RequestIds.HEADER, RequestIds.fresh())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(ErrorEnvelope.of(code, message(code), Map.of()))
                .onComplete(sent -> request.connection().close());
    }

    private static ErrorCode code(DecoderResult result) {
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpHeaderException) {
            return ErrorCode.HEADERS_TOO_LARGE;
        }
        if (cause instanceof TooLongHttpLineException) {
            return ErrorCode.URI_TOO_LONG;
        }
        return cause instanceof TooLongFrameException ? ErrorCode.PAYLOAD_TOO_LARGE : ErrorCode.BAD_REQUEST;
    }

    private static String message(ErrorCode code) {
        return switch (code) {
            case HEADERS_TOO_LARGE -> "The request headers are too large.";
            case URI_TOO_LONG -> "The request line is too long.";
            case PAYLOAD_TOO_LARGE -> "The request is too large.";
            default -> "This is not a well-formed HTTP request.";
        };
    }
}
