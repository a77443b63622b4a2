package org.actionregistry.failure;

import java.util.Map;

/** The caller has asked too much in too short a time; the same request will be served later. */
public final class RateLimited extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final long limit;
    private final long resetSeconds;
    private final long retryAfterSeconds;

    /**
     * @param scope whose limit it is, a stable word: {@code address}, {@code credential} or {@code authentication}
     * @param limit how many there can be at once
     * @param resetSeconds until all of them are back, in seconds
     * @param retryAfterSeconds until the next one is there, in seconds; at least 1
     */
    public RateLimited(String scope, String message, long limit, long resetSeconds, long retryAfterSeconds) {
        super(ErrorCode.RATE_LIMITED, message, Map.of("scope", scope, "limit", limit));
        this.limit = limit;
        this.resetSeconds = resetSeconds;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** How many there can be at once. */
    public long limit() {
        return limit;
    }

    /** Until all of them are back, in seconds. */
    public long resetSeconds() {
        return resetSeconds;
    }

    /** When to try again, in seconds; at least 1. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
