package org.actionregistry.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.access.Principal;
import org.actionregistry.access.Role;
import org.actionregistry.audit.AuditRecord;
import org.actionregistry.audit.AuditTrail;
import org.actionregistry.audit.Secrets;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.http.contract.Contract;
import org.actionregistry.http.contract.ContractOperation;
import org.actionregistry.http.contract.Guard;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/**
 * Tells the audit trail of every attempt to write that has left no row in the journal's own transaction: what was refused
 * or failed, and what was done without an entry. Stands around guard and handlers, so that it sees each operation that a
 * request reached, however it ended.
 */
final class WriteAudit {
    private static final String REQUEST = ValidRequest.class.getName();
    private static final String JOURNALLED = "audit-journalled";
    private static final String ADDRESS = "audit-address";
    private static final String TARGET = "audit-target";

    private final AuditTrail trail;
    private final Secrets secrets;
    private final ClientAddresses addresses;
    private final Clock clock;

    WriteAudit(HttpEdge.Parts parts) {
        this.trail = parts.audit();
        this.secrets = parts.secrets();
        this.addresses = parts.addresses();
        this.clock = parts.clock();
    }

    /** Says that the answer, if it is one of success, comes with a journal entry, which has an audit row already. */
    static void journalled(RoutingContext ctx, boolean hasEntry) {
        ctx.put(JOURNALLED, hasEntry);
    }

    /** Names what the request turned out to be about, where its path does not. */
    static void target(RoutingContext ctx, String target) {
        ctx.put(TARGET, target);
    }

    /** The same guard; attempts to write are followed to their end from here on. */
    Guard around(Guard guard) {
        return (ctx, operation) -> {
            if (isWrite(operation)) {
                // Now: a connection that has gone has no address any more.
                ctx.put(ADDRESS, addresses.of(ctx.request()));
                ctx.addEndHandler(ended -> record(ctx, operation, ended.succeeded()));
            }
            return guard.admit(ctx, operation);
        };
    }

    /** The same handlers; those of writes leave the request where {@link #record} finds it. */
    Map<String, OperationHandler> around(Contract contract, Map<String, OperationHandler> handlers) {
        Map<String, OperationHandler> noting = new HashMap<>(handlers);
        for (ContractOperation operation : contract.operations()) {
            if (isWrite(operation)) {
                noting.computeIfPresent(operation.id(), (id, handler) -> (ctx, request) -> {
                    ctx.put(REQUEST, request);
                    return handler.handle(ctx, request);
                });
            }
        }
        return noting;
    }

    /** A POST that readers may send asks a question that is too long for a URL. */
    private static boolean isWrite(ContractOperation operation) {
        return !operation.method().equals(HttpMethod.GET)
                && !operation.requiredRole().equals(Optional.of(Role.READER));
    }

    private void record(RoutingContext ctx, ContractOperation operation, boolean answered) {
        int status = answered ? ctx.response().getStatusCode() : AuditRecord.GONE;
        if (status < 300 && Boolean.TRUE.equals(ctx.get(JOURNALLED))) {
            return;
        }
        Optional<Principal> principal = Optional.ofNullable(AccessGuard.principalIfAny(ctx));
        Optional<ErrorCode> code = Failures.code(ctx);
        List<String> presented = presented(ctx);
        trail.add(new AuditRecord(
                clock.instant(),
                principal.map(Principal::id).orElse(AuditRecord.NOBODY),
                principal.map(Principal::credential).orElseGet(() -> presentedKind(ctx)),
                principal.map(known -> known.role().word()),
                address(ctx),
                Optional.of(RequestIds.of(ctx)).map(text -> secrets.mask(text, presented)),
                operation.id(),
                target(ctx).map(text -> secrets.mask(text, presented)),
                kid(ctx).map(text -> secrets.mask(text, presented)),
                status,
                code.map(ErrorCode::name)));
    }

    private static Optional<String> address(RoutingContext ctx) {
        Optional<String> noted = ctx.get(ADDRESS);
        return noted == null ? Optional.empty() : noted;
    }

    /** As the journal's entries name their targets, as far as the path tells. */
    private static Optional<String> target(RoutingContext ctx) {
        String noted = ctx.get(TARGET);
        Map<String, String> path = ctx.pathParams();
        String name = path.get("name");
        if (noted != null || name == null) {
            return Optional.ofNullable(noted)
                    .or(() -> path.values().stream().findFirst())
                    .or(() -> kid(ctx));
        }
        return Optional.of(path.getOrDefault("version", path.getOrDefault("tag", "")))
                .map(part -> part.isEmpty() ? name : name + "@" + part);
    }

    /** Of the path, or of a body that kept the contract. */
    private static Optional<String> kid(RoutingContext ctx) {
        String inPath = ctx.pathParams().get("kid");
        ValidRequest request = ctx.get(REQUEST);
        if (inPath != null || request == null || !request.hasBody()) {
            return Optional.ofNullable(inPath);
        }
        Object kid = request.body().get("signature") instanceof Map<?, ?> signature
                ? signature.get("kid")
                : request.body().get("kid");
        return Optional.ofNullable(kid).filter(String.class::isInstance).map(String.class::cast);
    }

    /** For a credential that opened nothing, where it stood. */
    private static String presentedKind(RoutingContext ctx) {
        if (ctx.request().headers().contains(AccessGuard.API_KEY)) {
            return "api_key";
        }
        return ctx.request().headers().contains(HttpHeaders.AUTHORIZATION) ? "bearer" : "none";
    }

    private static List<String> presented(RoutingContext ctx) {
        List<String> presented = new ArrayList<>(ctx.request().headers().getAll(AccessGuard.API_KEY));
        for (String authorization : ctx.request().headers().getAll(HttpHeaders.AUTHORIZATION)) {
            presented.add(authorization);
            presented.add(
                    authorization.substring(authorization.indexOf(' ') + 1).strip());
        }
        return presented;
    }
}
