package org.actionregistry.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * A token bucket for each key, in memory: every server process counts by itself. A bucket that nobody has touched for as
 * long as it takes to fill is full, and as good as forgotten. Beyond {@value #MOST} keys the least used are forgotten
 * early: that lets somebody with many addresses off, but does not let memory grow. Thread-safe.
 */
public final class TokenBuckets {
    static final int MOST = 100_000;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Rate rate;
    private final Cache<String, Bucket> buckets;

    /** @throws IllegalArgumentException when the rate is no limit */
    public TokenBuckets(Rate rate) {
        if (!rate.isLimited()) {
            throw new IllegalArgumentException("a bucket needs a size");
        }
        this.rate = rate;
        Duration filling = rate.period().multipliedBy(1 + rate.burst() / rate.refill());
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(filling)
                .build();
    }

    /** Takes one from the bucket of {@code key}, if there is one. */
    public Allowance take(String key) {
        ConsumptionProbe probe = buckets.get(key, any -> fresh()).tryConsumeAndReturnRemaining(1);
        return new Allowance(
                probe.isConsumed(),
                rate.burst(),
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                probe.isConsumed() ? 0 : Math.max(1, seconds(probe.getNanosToWaitForRefill())));
    }

    /** Puts one back that was taken for nothing. */
    public void giveBack(String key) {
        Bucket bucket = buckets.getIfPresent(key);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.refill(), rate.period()))
                .build();
    }

    private static long seconds(long nanos) {
        return (nanos + SECOND - 1) / SECOND;
    }
}
