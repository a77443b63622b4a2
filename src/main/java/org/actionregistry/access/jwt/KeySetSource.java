package org.actionregistry.access.jwt;

import io.vertx.core.Future;

/** Where the issuer's key set comes from. */
@FunctionalInterface
public interface KeySetSource {
    /** The document, as it is now; fails when it cannot be had, in bounded time. */
    Future<byte[]> read();
}
