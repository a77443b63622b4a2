package org.actionregistry.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.actionregistry.access.Principal;
import org.actionregistry.journal.Actor;

/** Whom the audit trail names for a request. */
final class Actors {
    private Actors() {}

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
                principal.credential(),
                principal.role().word(),
                AccessGuard.address(ctx),
                Optional.of(RequestIds.of(ctx)),
                operation);
    }
}
