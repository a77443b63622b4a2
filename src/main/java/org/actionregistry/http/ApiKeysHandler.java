package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.access.AccessCalls;
import org.actionregistry.access.ApiKey;
import org.actionregistry.access.Principal;
import org.actionregistry.access.Role;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.failure.Invalid;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;
import org.jspecify.annotations.Nullable;

/** {@code /api-keys} and {@code /whoami}. */
final class ApiKeysHandler {
    private static final int LISTED = 1000;

    private final LocalBus bus;
    private final Clock clock;

    ApiKeysHandler(LocalBus bus, Clock clock) {
        this.bus = bus;
        this.clock = clock;
    }

    Map<String, OperationHandler> operations() {
        return Map.of(
                "createApiKey", this::create,
                "listApiKeys", this::list,
                "revokeApiKey", this::revoke,
                "whoami", this::whoami);
    }

    private Future<Void> create(RoutingContext ctx, ValidRequest request) {
        Map<String, @Nullable Object> body = request.body();
        Role role = Role.ofWord(String.valueOf(body.get("role")));
        AccessCalls.NewKey wanted = new AccessCalls.NewKey(
                String.valueOf(body.get("name")),
                role,
                namespaces(body, role),
                body.get("expires_at") instanceof String expiry ? Optional.of(expiry(expiry)) : Optional.empty());
        return bus.ask(AccessCalls.ISSUE, wanted).compose(issued -> {
            WriteAudit.target(ctx, issued.key().id());
            return Replies.send(
                    ctx, 201, view(issued.key()).put("api_key", issued.secret().reveal()));
        });
    }

    /** A limited admin would be none: it could issue itself a key without the limit. Reading knows no namespaces. */
    private static List<String> namespaces(Map<String, @Nullable Object> body, Role role) {
        List<String> namespaces = body.get("namespaces") instanceof List<?> given
                ? given.stream().map(String.class::cast).toList()
                : List.of();
        if (!namespaces.isEmpty() && !role.isNamespaced()) {
            throw Invalid.request(
                    "/namespaces", "role", "Only a publisher or a maintainer can be limited to namespaces.");
        }
        return namespaces;
    }

    private Instant expiry(String text) {
        Instant expiry;
        try {
            expiry = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeParseException malformed) {
            throw Invalid.request(
                    "/expires_at", "format", "expires_at should be an RFC 3339 time such as 2030-01-31T00:00:00Z.");
        }
        if (!expiry.isAfter(clock.instant())) {
            throw Invalid.request("/expires_at", "future", "expires_at should lie in the future.");
        }
        return expiry;
    }

    private Future<Void> list(RoutingContext ctx, ValidRequest request) {
        return bus.ask(AccessCalls.LIST, LISTED).compose(list -> {
            JsonArray items = new JsonArray();
            list.keys().forEach(key -> items.add(view(key)));
            return Replies.send(ctx, 200, new JsonObject().put("items", items));
        });
    }

    private Future<Void> revoke(RoutingContext ctx, ValidRequest request) {
        return bus.ask(AccessCalls.REVOKE, request.text("id")).compose(key -> Replies.send(ctx, 200, view(key)));
    }

    private Future<Void> whoami(RoutingContext ctx, ValidRequest request) {
        Principal principal = AccessGuard.principal(ctx);
        return Replies.send(
                ctx,
                200,
                new JsonObject()
                        .put("id", principal.id())
                        .put("name", principal.name())
                        .put("role", principal.role().word())
                        .put("namespaces", new JsonArray(principal.namespaces())));
    }

    private static JsonObject view(ApiKey key) {
        return new JsonObject()
                .put("id", key.id())
                .put("name", key.name())
                .put("role", key.role().word())
                .put("namespaces", new JsonArray(key.namespaces()))
                .put("created_at", key.createdAt().toString())
                .put("expires_at", key.expiresAt().map(Instant::toString).orElse(null))
                .put("revoked_at", key.revokedAt().map(Instant::toString).orElse(null))
                .put("last_used_at", key.lastUsedAt().map(Instant::toString).orElse(null));
    }
}
