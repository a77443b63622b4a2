package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.actionregistry.access.Allowance;
import org.actionregistry.access.Principal;
import org.actionregistry.access.TokenBuckets;
import org.actionregistry.http.contract.ContractOperation;
import org.actionregistry.http.contract.Guard;

/**
 * Lets a caller ask for so much and no more: first by address, before anything is looked up, then by credential; callers
 * without one are told apart by address. An answer tells of the limit that is closer. Probes of the orchestrator are not
 * counted: a server that is busy is not dead.
 */
final class RateGuard implements Guard {
    private static final Set<String> PROBES = Set.of("healthLive", "healthReady");

    private final Guard next;
    private final RateLimits limits;
    private final ClientAddresses addresses;

    private RateGuard(Guard next, RateLimits limits, ClientAddresses addresses) {
        this.next = next;
        this.limits = limits;
        this.addresses = addresses;
    }

    /** {@code next} behind the limits; {@code next} itself where there are none. */
    static Guard before(Guard next, RateLimits limits, ClientAddresses addresses) {
        return limits.areOff() ? next : new RateGuard(next, limits, addresses);
    }

    @Override
    public Future<Void> admit(RoutingContext ctx, ContractOperation operation) {
        if (PROBES.contains(operation.id())) {
            return next.admit(ctx, operation);
        }
        long left = Long.MAX_VALUE;
        if (limits.address().isPresent()) {
            left = take(ctx, limits.address().get(), addresses.networkOf(ctx.request()), "address", left);
        }
        long leftByAddress = left;
        return next.admit(ctx, operation).map(admitted -> {
            Optional<TokenBuckets> buckets =
                    operation.method().equals(HttpMethod.GET) ? limits.reads() : limits.writes();
            Principal principal = AccessGuard.principalIfAny(ctx);
            if (buckets.isPresent() && principal != null) {
                take(ctx, buckets.get(), key(ctx, principal), "credential", leftByAddress);
            }
            return null;
        });
    }

    private String key(RoutingContext ctx, Principal principal) {
        return principal.equals(Principal.ANONYMOUS) ? addresses.networkOf(ctx.request()) : principal.id();
    }

    /** @return what is left, of this or of what was taken from before */
    private static long take(RoutingContext ctx, TokenBuckets buckets, String key, String scope, long leftBefore) {
        Allowance allowance = buckets.take(key);
        if (!allowance.taken()) {
            throw allowance.refusal(
                    scope, "Too many requests with this " + scope + "; try again after the time in Retry-After.");
        }
        if (allowance.remaining() < leftBefore) {
            RateHeaders.put(ctx.response(), allowance.limit(), allowance.remaining(), allowance.resetSeconds());
            return allowance.remaining();
        }
        return leftBefore;
    }
}
