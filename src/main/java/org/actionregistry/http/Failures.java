package org.actionregistry.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.RateLimited;
import org.actionregistry.failure.Refused;
import org.actionregistry.failure.RegistryException;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.failure.Violation;
import org.actionregistry.json.InvalidJsonException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every failure into the error envelope; the only place that does. What is not a {@link RegistryException} is a
 * defect of ours: logged with its stack trace, answered without.
 */
public final class Failures implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String CODE = ErrorCode.class.getName();

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed() || ctx.failure() instanceof HttpClosedException) {
            return;
        }
        if (response.headWritten()) {
            // Too late for an envelope; a cut connection is the only way left to say that the body is not whole.
            ctx.request().connection().close();
            return;
        }
        RegistryException failure = asFailure(ctx);
        ctx.put(CODE, failure.code());
        send(response, failure);
    }

    /** What answers a GET of {@code path} that never reached a router and has failed. */
    static WireAnswer wire(Throwable failure, String path, CharSequence requestId) {
        RegistryException known = failure instanceof RegistryException refused
                ? refused
                : defect(HttpMethod.GET, path, requestId.toString(), failure);
        return WireAnswer.of(known.code().status(), headers(known), ErrorEnvelope.of(known));
    }

    /** The code a request was answered with; empty where it did not fail. */
    static Optional<ErrorCode> code(RoutingContext ctx) {
        return Optional.ofNullable(ctx.get(CODE));
    }

    private static RegistryException asFailure(RoutingContext ctx) {
        Throwable failure = ctx.failure();
        if (failure instanceof RegistryException known) {
            return known;
        }
        if (failure instanceof InvalidJsonException json) {
            return new Invalid(
                    ErrorCode.INVALID_JSON,
                    json.message(),
                    List.of(new Violation(json.pointer(), json.rule(), json.message())));
        }
        if (failure instanceof HttpException http) {
            return byStatus(ctx, http.getStatusCode(), http.getPayload());
        }
        return failure == null ? byStatus(ctx, ctx.statusCode(), null) : defect(ctx, failure);
    }

    private static RegistryException byStatus(RoutingContext ctx, int status, @Nullable String reason) {
        return switch (status) {
            case 400 -> new Refused(ErrorCode.BAD_REQUEST, reason == null ? "The request is malformed." : reason);
            case 401 -> new Refused(ErrorCode.UNAUTHENTICATED, "This needs an API key.");
            case 403 -> new Refused(ErrorCode.FORBIDDEN, "This key may not do that.");
            case 404 ->
                new Refused(
                        ErrorCode.ROUTE_NOT_FOUND,
                        "There is nothing at this path; the contract is at /openapi.yaml.",
                        Map.of("path", ctx.request().path()));
            case 405 ->
                new Refused(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        ctx.request().method() + " is not offered at this path.",
                        Map.of("method", ctx.request().method().name()));
            case 406 -> new Refused(ErrorCode.NOT_ACCEPTABLE, "Nothing this path offers is acceptable to the client.");
            case 408 -> new Refused(ErrorCode.REQUEST_TIMEOUT, "The request body did not arrive in time.");
            case 413 -> new Refused(ErrorCode.PAYLOAD_TOO_LARGE, "The request body is too large.");
            case 414 -> new Refused(ErrorCode.URI_TOO_LONG, "The request line is too long.");
            case 415 -> new Refused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body should be application/json.");
            case 503 -> new Unavailable("The registry cannot answer now; try again.", 1);
            default -> defect(ctx, new IllegalStateException("failed with status " + status));
        };
    }

    private static RegistryException defect(RoutingContext ctx, Throwable failure) {
        return defect(ctx.request().method(), ctx.request().path(), RequestIds.of(ctx), failure);
    }

    private static RegistryException defect(
            HttpMethod method, @Nullable String path, String requestId, Throwable failure) {
        LOG.atError()
                .addKeyValue("request_id", requestId)
                .addKeyValue("method", method)
                .addKeyValue("path", path)
                .setCause(failure)
                .log("A request failed unexpectedly");
        return new Refused(
                ErrorCode.INTERNAL,
                "Something went wrong in the registry; the request id finds it in the log.",
                Map.of("request_id", requestId));
    }

    private static void send(HttpServerResponse response, RegistryException failure) {
        response.setStatusCode(failure.code().status());
        headers(failure).forEach(header -> response.putHeader(header.getKey(), header.getValue()));
        if (failure instanceof RateLimited limited) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(limited.retryAfterSeconds()));
            RateHeaders.put(response, limited.limit(), 0, limited.resetSeconds());
        }
        if (failure.code() == ErrorCode.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"action-registry\"");
        }
        response.end(ErrorEnvelope.of(failure));
    }

    /** Those of every failure, and when to try again. */
    private static List<Map.Entry<CharSequence, CharSequence>> headers(RegistryException failure) {
        Map.Entry<CharSequence, CharSequence> type = Map.entry(HttpHeaders.CONTENT_TYPE, Replies.JSON);
        Map.Entry<CharSequence, CharSequence> caching = Map.entry(HttpHeaders.CACHE_CONTROL, Replies.NO_STORE);
        return failure instanceof Unavailable unavailable
                ? List.of(
                        type,
                        caching,
                        Map.entry(HttpHeaders.RETRY_AFTER, Integer.toString(unavailable.retryAfterSeconds())))
                : List.of(type, caching);
    }
}
