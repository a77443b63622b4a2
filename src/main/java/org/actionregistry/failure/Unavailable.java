package org.actionregistry.failure;

import java.util.Map;

/** Something the registry needs is away or overloaded; the same request may succeed later. */
public final class Unavailable extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final int retryAfterSeconds;

    public Unavailable(String message, int retryAfterSeconds) {
        super(ErrorCode.UNAVAILABLE, message, Map.of());
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** When to try again, in seconds; at least 1. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
