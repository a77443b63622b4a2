package org.actionregistry.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.actionregistry.access.Principal;
import org.actionregistry.journal.Actor;

/** Whom the audit trail names for a request. */
final class Actors {
    private static final String ADDRESS = ClientAddresses.class.getName();

    /** Stands between issuer and subject in the id of whoever came with a token, and in no id of an API key. */
    private static final String ISSUED_BY = "#";

    private Actors() {}

    /** Notes where a request comes from, before anybody is asked who it is from. */
    static void cameFrom(RoutingContext ctx, String address) {
        ctx.put(ADDRESS, address);
    }

    /**
     * Who asks for an operation that the journal is to record, with its audit row; only behind {@link AccessGuard}. A handler
     * that makes no entry after all says so with {@link WriteAudit#journalled}.
     *
     * @param operation the contract's operationId
     */
    static Actor of(RoutingContext ctx, String operation) {
        Principal principal = AccessGuard.principal(ctx);
        WriteAudit.journalled(ctx, true);
        return new Actor(
                principal.id(),
                credential(principal),
                principal.role().word(),
                address(ctx),
                Optional.of(RequestIds.of(ctx)),
                operation);
    }

    /** Where the request came from, as far as it was noted. */
    static Optional<String> address(RoutingContext ctx) {
        return Optional.ofNullable(ctx.get(ADDRESS));
    }

    /** What kind of credential made somebody known. */
    static String credential(Principal principal) {
        if (principal.id().equals("bootstrap")) {
            return "bootstrap";
        }
        return principal.id().contains(ISSUED_BY) ? "token" : "api_key";
    }
}
