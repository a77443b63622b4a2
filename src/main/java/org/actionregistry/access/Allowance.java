package org.actionregistry.access;

import org.actionregistry.failure.RateLimited;

/**
 * What was left when something was asked for.
 *
 * @param taken whether it was there
 * @param limit the most there can be
 * @param remaining what is left
 * @param resetSeconds until all of it is back
 * @param retrySeconds until the next one is there, at least 1; 0 where this one was
 */
public record Allowance(boolean taken, long limit, long remaining, long resetSeconds, long retrySeconds) {
    /** What is answered where it was not there. */
    public RateLimited refusal(String scope, String message) {
        return new RateLimited(scope, message, limit, resetSeconds, retrySeconds);
    }
}
