package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.Map;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.catalog.CatalogCalls;
import org.actionregistry.http.contract.OperationHandler;
import org.actionregistry.http.contract.ValidRequest;

/** {@code /digests/{digest}}: documents by content, which can never change. */
final class DigestsHandler {
    private final LocalBus bus;
    private final CharSequence cacheControl;

    /** @param shared whether anyone may read, and so shared caches may keep what they saw */
    DigestsHandler(LocalBus bus, boolean shared) {
        this.bus = bus;
        this.cacheControl =
                HttpHeaders.createOptimized((shared ? "public" : "private") + ", max-age=31536000, immutable");
    }

    Map<String, OperationHandler> operations() {
        return Map.of("getDigest", this::get);
    }

    private Future<Void> get(RoutingContext ctx, ValidRequest request) {
        return bus.ask(CatalogCalls.DOCUMENT, PathCoordinate.digest(request)).compose(document -> {
            // RFC 9530: the digest of the representation, as a structured field.
            ctx.response()
                    .putHeader(
                            "Repr-Digest",
                            "sha-256=:"
                                    + Base64.getEncoder()
                                            .encodeToString(document.digest().bytes())
                                    + ":");
            return Replies.sendTagged(
                    ctx,
                    request,
                    Buffer.buffer(document.canonical()),
                    new EntityTag("\"" + document.digest() + "\""),
                    cacheControl);
        });
    }
}
