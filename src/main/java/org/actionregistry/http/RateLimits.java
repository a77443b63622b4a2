package org.actionregistry.http;

import java.util.Optional;
import org.actionregistry.access.Rate;
import org.actionregistry.access.TokenBuckets;

/**
 * How much one caller may ask for; shared by all event loops of a process.
 *
 * @param address requests from one address, whoever they are from
 * @param reads requests that change nothing, with one credential
 * @param writes requests that may change something, with one credential
 */
public record RateLimits(Optional<TokenBuckets> address, Optional<TokenBuckets> reads, Optional<TokenBuckets> writes) {
    /** Buckets for those rates that are limits. */
    public static RateLimits of(Rate address, Rate reads, Rate writes) {
        return new RateLimits(buckets(address), buckets(reads), buckets(writes));
    }

    private static Optional<TokenBuckets> buckets(Rate rate) {
        return rate.isLimited() ? Optional.of(new TokenBuckets(rate)) : Optional.empty();
    }

    boolean areOff() {
        return address.isEmpty() && reads.isEmpty() && writes.isEmpty();
    }
}
