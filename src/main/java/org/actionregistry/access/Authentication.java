package org.actionregistry.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.actionregistry.signing.Digest;

/**
 * Tells who a credential belongs to.
 *
 * <p>Secrets are compared as SHA-256 digests in constant time ({@link MessageDigest#isEqual}), so neither length nor
 * content of a stored key shows in the time an answer takes. A found key is remembered for {@link #REMEMBERED}, which
 * bounds how long a revocation made by another process goes unnoticed; one made by this process is noticed at once.
 */
public final class Authentication {
    /** How long a key found in the store is believed without asking again. */
    public static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final int REMEMBERED_KEYS = 10_000;
    private static final Principal BOOTSTRAP = new Principal("bootstrap", "bootstrap admin", Role.ADMIN, List.of());

    private final Optional<byte[]> bootstrapSha256;
    private final ApiKeyStore store;
    private final Clock clock;
    private final Cache<Digest, ApiKey> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_KEYS)
            .expireAfterWrite(REMEMBERED)
            .build();

    /** @param bootstrap the admin key from configuration, which needs no row in the store */
    public Authentication(Optional<String> bootstrap, ApiKeyStore store, Clock clock) {
        this.bootstrapSha256 = bootstrap.map(Authentication::sha256).map(Digest::bytes);
        this.store = store;
        this.clock = clock;
    }

    /** The principal, or empty when the credential opens nothing: unknown, malformed, expired or revoked. */
    public Future<Optional<Principal>> authenticate(Credential credential) {
        Digest presented = sha256(credential.secret());
        if (bootstrapSha256.isPresent() && MessageDigest.isEqual(bootstrapSha256.get(), presented.bytes())) {
            return Future.succeededFuture(Optional.of(BOOTSTRAP));
        }
        ApiKey known = remembered.getIfPresent(presented);
        if (known != null) {
            return Future.succeededFuture(active(known));
        }
        return ApiKeySecret.parse(credential.secret())
                .map(secret -> lookUp(secret, presented))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<Principal>> lookUp(ApiKeySecret secret, Digest presented) {
        return store.find(secret.id()).map(found -> {
            if (found.isEmpty() || !MessageDigest.isEqual(found.get().sha256(), presented.bytes())) {
                return Optional.empty();
            }
            remembered.put(presented, found.get().key());
            return active(found.get().key());
        });
    }

    private Optional<Principal> active(ApiKey key) {
        return key.activeAt(clock.instant()) ? Optional.of(key.principal()) : Optional.empty();
    }

    /** Forgets what is remembered of a key; called when this process revokes it. */
    void forget(String id) {
        remembered.asMap().values().removeIf(key -> key.id().equals(id));
    }

    private static Digest sha256(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
