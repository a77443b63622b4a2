package org.actionregistry.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.actionregistry.access.Principal;
import org.actionregistry.action.ActionName;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;

/** What a role alone does not say: whether this registry takes writes, and whether the key's namespaces cover a name. */
final class WriteGuard {
    private final boolean readOnly;

    /** @param readOnly whether every write is refused, whoever asks */
    WriteGuard(boolean readOnly) {
        this.readOnly = readOnly;
    }

    /** @throws Refused with READ_ONLY, or FORBIDDEN for a key that is limited to other namespaces */
    void requireAction(RoutingContext ctx, ActionName name) {
        requireWritable();
        Principal principal = AccessGuard.principal(ctx);
        if (!principal.mayWriteTo(name)) {
            throw elsewhere(principal, name.value());
        }
    }

    /** As {@link #requireAction}, for a namespace itself: one the key is limited to, or one below. */
    void requireNamespace(RoutingContext ctx, ActionName namespace) {
        requireWritable();
        Principal principal = AccessGuard.principal(ctx);
        if (!principal.namespaces().contains(namespace.value()) && !principal.mayWriteTo(namespace)) {
            throw elsewhere(principal, namespace.value());
        }
    }

    /** @throws Refused with READ_ONLY */
    void requireWritable() {
        if (readOnly) {
            throw new Refused(ErrorCode.READ_ONLY, "This registry is a read-only copy; write to the one it follows.");
        }
    }

    private static Refused elsewhere(Principal principal, String name) {
        return new Refused(
                ErrorCode.FORBIDDEN,
                "This key may not write to " + name + "; it is limited to other namespaces.",
                Map.of("namespaces", principal.namespaces()));
    }
}
