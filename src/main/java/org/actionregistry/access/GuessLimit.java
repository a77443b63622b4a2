package org.actionregistry.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.actionregistry.failure.RateLimited;
import org.actionregistry.signing.Digest;

/**
 * Slows down whoever guesses credentials: an address that has presented too many bad ones is answered without a look at
 * the next one, or a right guess would still get through. Credentials that were good here lately are not guesses; they
 * are looked at in any case, so that one misconfigured client does not lock out its neighbours behind the same address.
 */
public final class GuessLimit {
    private static final int VOUCHED = 100_000;
    private static final Duration VOUCHED_FOR = Duration.ofMinutes(10);

    private final Optional<TokenBuckets> failures;
    private final Cache<Digest, Boolean> vouched = Caffeine.newBuilder()
            .maximumSize(VOUCHED)
            .expireAfterAccess(VOUCHED_FOR)
            .build();

    /** @param failures how many bad credentials an address may present */
    public GuessLimit(Rate failures) {
        this.failures = failures.isLimited() ? Optional.of(new TokenBuckets(failures)) : Optional.empty();
    }

    /** Whether this credential was good here lately; it may have ceased to be. */
    boolean knows(Digest presented) {
        return vouched.getIfPresent(presented) != null;
    }

    /**
     * Looks a credential up, if the address has not failed too often.
     *
     * @param lookUp finds out who it belongs to, empty for a bad one
     * @return fails with {@link RateLimited} instead
     */
    Future<Optional<Principal>> attempt(
            Digest presented, Supplier<String> address, Supplier<Future<Optional<Principal>>> lookUp) {
        if (failures.isEmpty() || knows(presented)) {
            return lookUp.get().onSuccess(found -> remember(presented, found));
        }
        String from = address.get();
        TokenBuckets buckets = failures.get();
        // Taken before and given back after, or any number of guesses could be under way at once.
        Allowance allowance = buckets.take(from);
        if (!allowance.taken()) {
            return Future.failedFuture(allowance.refusal(
                    "authentication", "Too many bad credentials came from this address; try again later."));
        }
        return lookUp.get().onComplete(outcome -> {
            boolean bad = outcome.succeeded() && outcome.result().isEmpty();
            if (!bad) {
                buckets.giveBack(from);
            }
            if (outcome.succeeded()) {
                remember(presented, outcome.result());
            }
        });
    }

    private void remember(Digest presented, Optional<Principal> found) {
        if (found.isPresent()) {
            vouched.put(presented, true);
        } else {
            vouched.invalidate(presented);
        }
    }
}
