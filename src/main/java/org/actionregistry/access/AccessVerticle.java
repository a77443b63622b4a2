package org.actionregistry.access;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;

/** Issues, lists and revokes API keys. */
public final class AccessVerticle extends VerticleBase {
    private final LocalBus bus;
    private final ApiKeyStore store;
    private final Authentication authentication;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public AccessVerticle(LocalBus bus, ApiKeyStore store, Authentication authentication, Clock clock) {
        this.bus = bus;
        this.store = store;
        this.authentication = authentication;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        return Future.all(List.of(
                bus.serve(AccessCalls.ISSUE, this::issue),
                bus.serve(AccessCalls.LIST, limit -> store.list(limit).map(AccessCalls.KeyList::new)),
                bus.serve(AccessCalls.REVOKE, this::revoke)));
    }

    private Future<AccessCalls.Issued> issue(AccessCalls.NewKey wanted) {
        ApiKeySecret secret = ApiKeySecret.generate(random);
        ApiKey key = new ApiKey(
                secret.id(),
                wanted.name(),
                wanted.role(),
                wanted.namespaces(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                wanted.expiresAt(),
                Optional.empty(),
                Optional.empty());
        return store.insert(new ApiKeyStore.Hashed(key, secret.sha256()))
                .map(none -> new AccessCalls.Issued(key, secret));
    }

    private Future<ApiKey> revoke(String id) {
        return store.revoke(id).compose(revoked -> {
            if (revoked.isPresent()) {
                authentication.forget(id);
            }
            return revoked.map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(new Refused(
                            ErrorCode.API_KEY_NOT_FOUND, "There is no API key " + id + ".", Map.of("id", id))));
        });
    }
}
