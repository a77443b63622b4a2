package org.actionregistry.http.contract;

import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;

/**
 * Routes requests by the contract. The order is: opening, the path's form, the operation's route, guard, body, rules,
 * handler.
 *
 * <p>The stock request validation stays off: it decodes a query twice, turns {@code +} in a path into a space, validates
 * another segment than it routes where there are dot segments, and recompiles patterns on each request.
 */
public final class ContractRouter {
    private static final String PATH = RequestPath.class.getName();
    private static final String OPENED = Edge.class.getName();

    private final Map<PathTemplate, Set<String>> methods = new LinkedHashMap<>();

    private ContractRouter(List<ContractOperation> operations) {
        operations.stream().map(ContractOperation::path).distinct().forEach(path -> {
            Set<String> allowed = new TreeSet<>(Set.of(HttpMethod.OPTIONS.name()));
            operations.stream()
                    .filter(operation -> operation.path().equals(path))
                    .forEach(operation -> allowed.addAll(methodsOf(operation)));
            methods.put(new PathTemplate(path), allowed);
        });
    }

    /** A GET answers HEAD as well (RFC 9110, section 9.3.2). */
    private static Set<String> methodsOf(ContractOperation operation) {
        return operation.method().equals(HttpMethod.GET)
                ? Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name())
                : Set.of(operation.method().name());
    }

    /**
     * Makes the router.
     *
     * @param handlers one for each operation, by its id
     * @throws IllegalStateException naming the operations without a handler and the handlers without an operation
     */
    public static Router create(
            Vertx vertx, Contract contract, Edge edge, Map<String, ? extends OperationHandler> handlers) {
        requireSameOperations(contract, handlers.keySet());
        ContractRouter paths = new ContractRouter(contract.operations());
        RouterBuilder builder = RouterBuilder.create(vertx, contract.openApi());
        builder.rootHandler((PlatformHandler) ctx -> open(ctx, edge));
        builder.rootHandler((PlatformHandler) ContractRouter::readPath);
        for (ContractOperation operation : contract.operations()) {
            OperationHandler handler = Objects.requireNonNull(handlers.get(operation.id()));
            OpenAPIRoute route = Objects.requireNonNull(builder.getRoute(operation.id()));
            route.setDoValidation(false)
                    .setDoSecurity(false)
                    .addHandler(new OperationRoute(operation, contract.rules(operation.id()), handler, edge));
        }
        Router router = builder.createRouter();
        for (Route route : router.getRoutes()) {
            if (route.methods() != null && route.methods().contains(HttpMethod.GET)) {
                route.method(HttpMethod.HEAD);
            }
        }
        router.route().last().handler(paths::refuse);
        router.route().failureHandler(ctx -> openFailed(ctx, edge)).failureHandler(edge.failures());
        return router;
    }

    private static void requireSameOperations(Contract contract, Set<String> handled) {
        Set<String> unhandled = new TreeSet<>();
        Set<String> unknown = new TreeSet<>(handled);
        for (ContractOperation operation : contract.operations()) {
            if (!unknown.remove(operation.id())) {
                unhandled.add(operation.id());
            }
        }
        if (!unhandled.isEmpty() || !unknown.isEmpty()) {
            throw new IllegalStateException("The contract and the handlers differ: operations without a handler "
                    + unhandled + ", handlers without an operation " + unknown + ".");
        }
    }

    private static void open(RoutingContext ctx, Edge edge) {
        ctx.put(OPENED, true);
        edge.opening().handle(ctx);
    }

    /**
     * Opens what failed before any handler saw it, and says that it is the client's mistake: a request without a
     * {@code Host} (RFC 9112, section 3.2) or with a target that is no path.
     */
    private static void openFailed(RoutingContext ctx, Edge edge) {
        if (ctx.get(OPENED) != null) {
            ctx.next();
        } else if (ctx.failure() instanceof VertxException refusal && ctx.statusCode() == 400) {
            ctx.fail(new Refused(ErrorCode.BAD_REQUEST, String.valueOf(refusal.getMessage())));
        } else {
            open(ctx, edge);
        }
    }

    private static void readPath(RoutingContext ctx) {
        String raw = ctx.request().path();
        ctx.put(PATH, RequestPath.parse(raw == null ? "/" : raw));
        ctx.next();
    }

    /** The path of a request that has come past the root handlers. */
    static RequestPath path(RoutingContext ctx) {
        RequestPath path = ctx.get(PATH);
        return Objects.requireNonNull(path);
    }

    /** Answers what no operation matches. */
    private void refuse(RoutingContext ctx) {
        RequestPath path = path(ctx);
        // /actions/fetch is an action's name as well.
        Set<String> allowed = methods.entrySet().stream()
                .filter(entry -> entry.getKey().matches(path))
                .flatMap(entry -> entry.getValue().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (allowed.isEmpty()) {
            ctx.fail(new Refused(ErrorCode.ROUTE_NOT_FOUND, "There is nothing at this path."));
            return;
        }
        ctx.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
        if (ctx.request().method().equals(HttpMethod.OPTIONS)) {
            ctx.response().setStatusCode(204).end();
            return;
        }
        ctx.fail(new Refused(
                ErrorCode.METHOD_NOT_ALLOWED,
                "This path answers " + String.join(", ", allowed) + " only.",
                Map.of("allow", List.copyOf(allowed))));
    }
}
