package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/** {@code /health/live}: the process answers. {@code /health/ready}: it can do its work. */
final class HealthHandler {
    private final HealthChecks readiness;

    HealthHandler(HealthChecks readiness) {
        this.readiness = readiness;
    }

    Map<String, OperationHandler> operations() {
        return Map.of("healthLive", this::live, "healthReady", this::ready);
    }

    private Future<Void> live(RoutingContext ctx, ValidRequest request) {
        return Replies.send(ctx, 200, new JsonObject().put("status", "UP").put("checks", new JsonArray()));
    }

    private Future<Void> ready(RoutingContext ctx, ValidRequest request) {
        return readiness.checkStatus().compose(result -> {
            if (!result.getUp()) {
                ctx.response().putHeader("Retry-After", "1");
            }
            return Replies.send(ctx, result.getUp() ? 200 : 503, view(result));
        });
    }

    private static JsonObject view(CheckResult result) {
        JsonArray checks = new JsonArray();
        List<CheckResult> parts = result.getChecks() == null ? List.of() : result.getChecks();
        for (CheckResult part : parts) {
            JsonObject check = new JsonObject().put("id", part.getId()).put("status", word(part));
            if (part.getData() != null && !part.getData().isEmpty()) {
                check.put("data", part.getData());
            }
            checks.add(check);
        }
        return new JsonObject().put("status", word(result)).put("checks", checks);
    }

    private static String word(CheckResult result) {
        return Boolean.TRUE.equals(result.getUp()) ? "UP" : "DOWN";
    }
}
