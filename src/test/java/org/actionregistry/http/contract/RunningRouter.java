package org.actionregistry.http.contract;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Refused;
import org.actionregistry.failure.RegistryException;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.RawHttp;

/**
 * A server on a port of its own whose handlers answer with the operation and the parameters they were given. The guard asks
 * for an {@code X-API-Key} where an operation needs a role.
 */
final class RunningRouter implements AutoCloseable {
    static final int BODY_LIMIT = 4096;
    static final Duration BODY_TIMEOUT = Duration.ofSeconds(1);

    /** What happened to requests, in order: {@code opening}, {@code guard}, {@code handler}. */
    final List<String> steps = new CopyOnWriteArrayList<>();

    private final Vertx vertx = Vertx.vertx();
    private final Contract contract = Outcome.of(Contract.load(vertx));
    private final HttpServer server;

    RunningRouter() {
        Map<String, OperationHandler> handlers = new HashMap<>();
        contract.operations()
                .forEach(operation -> handlers.put(operation.id(), (ctx, request) -> {
                    steps.add("handler");
                    return answer(ctx, operation, request);
                }));
        Edge edge = new Edge(this::open, this::admit, RunningRouter::renderFailure, BODY_LIMIT, BODY_TIMEOUT);
        server = Outcome.of(
                vertx.createHttpServer(new HttpServerOptions().setPort(0).setHost("127.0.0.1"))
                        .requestHandler(ContractRouter.create(vertx, contract, edge, handlers))
                        .listen());
    }

    int port() {
        return server.actualPort();
    }

    Contract contract() {
        return contract;
    }

    Vertx vertx() {
        return vertx;
    }

    RawHttp.Response get(String target, String... headers) throws Exception {
        return RawHttp.exchange(port(), "GET", target, withKey(headers));
    }

    static String[] withKey(String... headers) {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 1, headers.length);
        all[0] = "X-API-Key: k";
        return all;
    }

    private void open(RoutingContext ctx) {
        steps.add("opening");
        ctx.response().putHeader("X-Request-Id", "r1");
        ctx.next();
    }

    /** Answers later, as a guard that has to ask someone does. */
    private Future<Void> admit(RoutingContext ctx, ContractOperation operation) {
        steps.add("guard");
        boolean admitted = operation.requiredRole().isEmpty() || ctx.request().getHeader("X-API-Key") != null;
        return ctx.vertx()
                .timer(1)
                .compose(fired -> admitted
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Refused(ErrorCode.UNAUTHENTICATED, "No key.")));
    }

    private static Future<Void> answer(RoutingContext ctx, ContractOperation operation, ValidRequest request) {
        if (request.optionalText("name").equals(Optional.of("breaks"))) {
            throw new IllegalStateException("broken handler");
        }
        JsonObject answer = new JsonObject().put("operation", operation.id());
        for (String name : List.of("name", "version", "digest", "id", "asset", "q", "namespace", "cursor")) {
            request.optionalText(name).ifPresent(value -> answer.put(name, value));
        }
        if (operation.id().equals("publishVersion")) {
            answer.put("body", new JsonObject(request.body()));
        }
        return ctx.response().putHeader("Content-Type", "application/json").end(answer.encode());
    }

    private static void renderFailure(RoutingContext ctx) {
        JsonObject details = new JsonObject();
        int status = ctx.statusCode();
        String code = "INTERNAL";
        if (ctx.failure() instanceof RegistryException failure) {
            status = failure.code().status();
            code = failure.code().name();
            details = new JsonObject(new HashMap<>(failure.details()));
        }
        if (ctx.failure() instanceof Invalid invalid) {
            details.put(
                    "violations",
                    invalid.violations().stream()
                            .map(violation -> JsonObject.of(
                                    "path", violation.path(),
                                    "rule", violation.rule(),
                                    "message", violation.message()))
                            .toList());
        }
        String message =
                String.valueOf(ctx.failure() == null ? null : ctx.failure().getMessage());
        ctx.response()
                .setStatusCode(status < 400 ? 500 : status)
                .putHeader("Content-Type", "application/json")
                .end(JsonObject.of("error", JsonObject.of("code", code, "message", message, "details", details))
                        .encode());
    }

    @Override
    public void close() {
        Outcome.of(vertx.close());
    }
}
