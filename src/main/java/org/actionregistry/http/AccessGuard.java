package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.access.Authentication;
import org.actionregistry.access.Credential;
import org.actionregistry.access.Principal;
import org.actionregistry.access.Role;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.http.contract.ContractOperation;
import org.actionregistry.http.contract.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass to an operation or not. A credential that is presented must be good, also where reads need none:
 * someone who sends a bad key should learn of it.
 */
final class AccessGuard implements Guard {
    static final CharSequence API_KEY = HttpHeaders.createOptimized("X-API-Key");
    private static final String BEARER = "bearer ";
    private static final String PRINCIPAL = "principal";
    private static final String ADDRESSES = "addresses";

    private final Authentication authentication;
    private final ClientAddresses addresses;
    private final boolean anonymousRead;
    private final boolean metricsPublic;

    AccessGuard(Authentication authentication, ClientAddresses addresses, HttpEdge.Openness openness) {
        this.authentication = authentication;
        this.addresses = addresses;
        this.anonymousRead = openness.anonymousRead();
        this.metricsPublic = openness.metricsPublic();
    }

    /** Fails with UNAUTHENTICATED or FORBIDDEN unless the operation is open or the caller has its role. */
    @Override
    public Future<Void> admit(RoutingContext ctx, ContractOperation operation) {
        return operation.requiredRole().isEmpty()
                        || metricsPublic && operation.id().equals(MetricsHandler.OPERATION)
                ? Future.succeededFuture()
                : admit(ctx, operation.requiredRole().get());
    }

    private Future<Void> admit(RoutingContext ctx, Role required) {
        ctx.put(ADDRESSES, addresses);
        Optional<Credential> credential = credential(ctx.request().headers());
        if (credential.isEmpty()) {
            if (anonymousRead && required == Role.READER) {
                ctx.put(PRINCIPAL, Principal.ANONYMOUS);
                return Future.succeededFuture();
            }
            return Future.failedFuture(new Refused(
                    ErrorCode.UNAUTHENTICATED, "Send an API key in X-API-Key, or as Authorization: Bearer."));
        }
        return authentication
                .authenticate(credential.get(), () -> addresses.networkOf(ctx.request()))
                .compose(found -> admit(ctx, found, required));
    }

    private static Future<Void> admit(RoutingContext ctx, Optional<Principal> found, Role required) {
        if (found.isEmpty()) {
            return Future.failedFuture(
                    new Refused(ErrorCode.UNAUTHENTICATED, "The credential is unknown, expired or revoked."));
        }
        Principal principal = found.get();
        ctx.put(PRINCIPAL, principal);
        if (!principal.role().includes(required)) {
            return Future.failedFuture(new Refused(
                    ErrorCode.FORBIDDEN,
                    "This needs the role " + required.word() + "; this credential has the role "
                            + principal.role().word() + ".",
                    Map.of("required", required.word(), "role", principal.role().word())));
        }
        return Future.succeededFuture();
    }

    /** Who is asking; only behind {@link #admit}. */
    static Principal principal(RoutingContext ctx) {
        Principal principal = ctx.get(PRINCIPAL);
        if (principal == null) {
            throw new IllegalStateException("no principal: the operation is not guarded");
        }
        return principal;
    }

    /** Who is asking, also one who was not let in; null where nobody is known, or the operation is open to everyone. */
    static @Nullable Principal principalIfAny(RoutingContext ctx) {
        return ctx.get(PRINCIPAL);
    }

    /** Where the request comes from, trusted proxies seen through; only behind {@link #admit}, let in or not. */
    static Optional<String> address(RoutingContext ctx) {
        ClientAddresses addresses = ctx.get(ADDRESSES);
        return addresses == null ? Optional.empty() : addresses.of(ctx.request());
    }

    /** For logs: who asked, as far as that is known. */
    static String principalId(RoutingContext ctx) {
        Principal principal = ctx.get(PRINCIPAL);
        return principal == null ? "-" : principal.id();
    }

    /** A header that is present but empty, repeated or of another scheme is a bad credential, not a missing one. */
    static Optional<Credential> credential(MultiMap headers) {
        return credential(only(headers.getAll(API_KEY)), only(headers.getAll(HttpHeaders.AUTHORIZATION)));
    }

    /** Null where there is none. */
    private static @Nullable String only(List<String> lines) {
        return lines.isEmpty() ? null : lines.size() == 1 ? lines.get(0) : "";
    }

    /**
     * The same of single lines.
     *
     * @param apiKey null where there is no such line, as is {@code authorization}
     */
    static Optional<Credential> credential(@Nullable String apiKey, @Nullable String authorization) {
        if (apiKey != null) {
            return Optional.of(new Credential(apiKey, false));
        }
        if (authorization == null) {
            return Optional.empty();
        }
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return Optional.of(
                new Credential(bearer ? authorization.substring(BEARER.length()).strip() : "", true));
    }
}
