package org.actionregistry.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.actionregistry.access.jwt.BearerTokens;
import org.actionregistry.signing.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Tells who a credential belongs to.
 *
 * <p>Secrets are found by a public id and compared as SHA-256 digests in constant time ({@link MessageDigest#isEqual}), so
 * neither length nor content of a stored key shows in the time an answer takes. A key is believed for
 * {@link #REMEMBERED} from the moment the store was asked, which bounds how long a revocation made by another process
 * goes unnoticed; one made by this process is noticed at once. A key in steady use is asked about again halfway through,
 * behind the requests, which so never wait for the store.
 */
public final class Authentication {
    /** How long a key found in the store is believed without asking again. */
    public static final Duration REMEMBERED = Duration.ofMillis(500);

    private static final long REMEMBERED_NANOS = REMEMBERED.toNanos();
    private static final int REMEMBERED_KEYS = 10_000;

    /** Outlasts every look-up that may have read a key before it was revoked. */
    private static final Duration REVOKED_HERE = Duration.ofMinutes(1);

    private static final Principal BOOTSTRAP = new Principal("bootstrap", "bootstrap admin", Role.ADMIN, List.of());

    /** @param asked when the store was asked for it, by {@link System#nanoTime} */
    private record Remembered(ApiKey key, long asked, AtomicBoolean refreshing) {
        long age() {
            return System.nanoTime() - asked;
        }
    }

    private final Optional<byte[]> bootstrapSha256;
    private final ApiKeyStore store;
    private final Optional<BearerTokens> tokens;
    private final GuessLimit guesses;
    private final KeyUse use;
    private final Clock clock;
    private final Cache<Digest, Remembered> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_KEYS)
            .expireAfterWrite(REMEMBERED)
            .build();
    private final Cache<String, Boolean> revokedHere =
            Caffeine.newBuilder().expireAfterWrite(REVOKED_HERE).build();
    private final AtomicLong revision = new AtomicLong();

    /**
     * @param bootstrap the admin key from configuration, which needs no row in the store
     * @param tokens who checks tokens, where they are accepted
     */
    public Authentication(
            Optional<String> bootstrap,
            ApiKeyStore store,
            Optional<BearerTokens> tokens,
            GuessLimit guesses,
            KeyUse use,
            Clock clock) {
        this.bootstrapSha256 = bootstrap.map(Authentication::sha256).map(Digest::bytes);
        this.store = store;
        this.tokens = tokens;
        this.guesses = guesses;
        this.use = use;
        this.clock = clock;
    }

    /**
     * The principal, or empty when the credential opens nothing: unknown, malformed, expired or revoked.
     *
     * @param address who asks, for the limit on bad credentials
     * @return fails with {@link org.actionregistry.failure.RateLimited} when too many bad ones came from there, and with
     *     {@code FORBIDDEN} for a good token that says nothing about a role here
     */
    public Future<Optional<Principal>> authenticate(Credential credential, Supplier<String> address) {
        Digest presented = sha256(credential.secret());
        Remembered known = remembered.getIfPresent(presented);
        if (known != null && known.age() < REMEMBERED_NANOS) {
            refreshHalfway(presented, known);
            return Future.succeededFuture(active(known.key()));
        }
        boolean bootstrap = isBootstrap(presented);
        if (bootstrap && guesses.knows(presented)) {
            return Future.succeededFuture(Optional.of(BOOTSTRAP));
        }
        return guesses.attempt(
                presented,
                address,
                () -> bootstrap ? Future.succeededFuture(Optional.of(BOOTSTRAP)) : lookUp(credential, presented));
    }

    private boolean isBootstrap(Digest presented) {
        return bootstrapSha256.isPresent() && MessageDigest.isEqual(bootstrapSha256.get(), presented.bytes());
    }

    /** An API key begins with a prefix of its own and has no dots, a token has two; nothing is both. */
    private Future<Optional<Principal>> lookUp(Credential credential, Digest presented) {
        Optional<ApiKeySecret> key = ApiKeySecret.parse(credential.secret());
        if (key.isPresent()) {
            return find(key.get().id(), presented);
        }
        if (tokens.isPresent() && credential.mayBeToken() && BearerTokens.hasShape(credential.secret())) {
            return tokens.get().authenticate(credential.secret(), presented);
        }
        return Future.succeededFuture(Optional.empty());
    }

    private Future<Optional<Principal>> find(String id, Digest presented) {
        long asked = System.nanoTime();
        return store.find(id).map(found -> {
            boolean good = found.isPresent()
                    && MessageDigest.isEqual(found.get().sha256(), presented.bytes())
                    && found.get().key().activeAt(clock.instant());
            if (!good) {
                remembered.invalidate(presented);
                return Optional.empty();
            }
            ApiKey key = found.get().key();
            remembered.put(presented, new Remembered(key, asked, new AtomicBoolean()));
            if (revokedHere.getIfPresent(id) != null) {
                // What was read is older than the revocation. Looked at last, or forget() might miss what is put here.
                remembered.invalidate(presented);
                return Optional.empty();
            }
            use.note(id);
            return Optional.of(key.principal());
        });
    }

    private void refreshHalfway(Digest presented, Remembered known) {
        if (known.age() > REMEMBERED_NANOS / 2 && known.refreshing().compareAndSet(false, true)) {
            // A store that does not answer leaves what is remembered to its end; the next request then learns why.
            find(known.key().id(), presented)
                    .onFailure(failure -> known.refreshing().set(false));
        }
    }

    private Optional<Principal> active(ApiKey key) {
        return key.activeAt(clock.instant()) ? Optional.of(key.principal()) : Optional.empty();
    }

    /**
     * Who a credential belongs to, as far as that is remembered.
     *
     * @param believed how long from now on it may be believed without asking again
     */
    record Recalled(Principal principal, Duration believed) {}

    /** What is remembered of a credential that opens something; null where more has to be done to find out. */
    @Nullable
    Recalled recall(Credential credential) {
        Digest presented = sha256(credential.secret());
        Remembered known = remembered.getIfPresent(presented);
        if (known == null) {
            return isBootstrap(presented) && guesses.knows(presented) ? new Recalled(BOOTSTRAP, REMEMBERED) : null;
        }
        long left = REMEMBERED_NANOS - known.age();
        Instant now = clock.instant();
        if (left <= 0 || !known.key().activeAt(now)) {
            return null;
        }
        refreshHalfway(presented, known);
        Duration believed = Duration.ofNanos(left);
        return new Recalled(
                known.key().principal(),
                known.key()
                        .expiresAt()
                        .filter(end -> end.isBefore(now.plus(believed)))
                        .map(end -> Duration.between(now, end))
                        .orElse(believed));
    }

    /** Another number after each revocation in this process. */
    long revision() {
        return revision.get();
    }

    /** Forgets what is remembered of a key, and what is being looked up; called when this process revokes it. */
    void forget(String id) {
        revokedHere.put(id, true);
        remembered.asMap().values().removeIf(known -> known.key().id().equals(id));
        revision.incrementAndGet();
    }

    private static Digest sha256(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
