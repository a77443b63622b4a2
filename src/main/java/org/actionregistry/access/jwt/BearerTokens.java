package org.actionregistry.access.jwt;

import io.vertx.core.Future;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.actionregistry.access.Principal;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Digest;
import org.actionregistry.verification.VerificationPool;
import org.jspecify.annotations.Nullable;

/**
 * Checks bearer tokens in the order of RFC 8725: form, algorithm, key, signature, issuer, audience, times, claims. Header
 * and claims are read strictly, so that what was checked is what is used; the key and the algorithm are the operator's
 * and the issuer's choice, never the token's. Signatures are verified by the workers, once for each token.
 */
public final class BearerTokens {
    private static final int LONGEST = 8192;
    private static final int DEPTH = 16;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final TokenRules rules;
    private final IssuerKeys keys;
    private final VerificationPool workers;
    private final Clock clock;

    public BearerTokens(TokenRules rules, IssuerKeys keys, VerificationPool workers, Clock clock) {
        this.rules = rules;
        this.keys = keys;
        this.workers = workers;
        this.clock = clock;
    }

    /** Whether the text is three base64url segments with dots in between, and so no API key of this registry. */
    public static boolean hasShape(String text) {
        return text.length() <= LONGEST && SHAPE.matcher(text).matches();
    }

    /** @param kid which of the issuer's keys has signed it, by the token's own word */
    private record Unverified(String text, String kid, Algorithm algorithm, Map<String, @Nullable Object> claims) {}

    /**
     * Who bears the token, empty when it is not good.
     *
     * @return fails with {@code FORBIDDEN} for a good one that has no role here, with {@link Unavailable} while the
     *     issuer's keys have never been read
     */
    public Future<Optional<Principal>> authenticate(String token, Digest digest) {
        Optional<VerifiedToken> known = keys.current().flatMap(set -> set.verified(digest));
        if (known.isPresent()) {
            return Future.succeededFuture(known.filter(this::isCurrent).map(VerifiedToken::principal));
        }
        Optional<Unverified> read = read(token);
        return read.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : keySet(read.get()).compose(set -> verify(read.get(), digest, set));
    }

    private Optional<Unverified> read(String token) {
        String[] segments = token.split("\\.", -1);
        try {
            Map<String, @Nullable Object> header = object(segments[0]);
            Optional<Algorithm> algorithm = Algorithm.of(header.get("alg")).filter(rules.algorithms()::contains);
            // A critical extension that is not understood makes the token invalid (RFC 7515, section 4.1.11).
            if (algorithm.isEmpty() || header.containsKey("crit") || !(header.get("kid") instanceof String kid)) {
                return Optional.empty();
            }
            return algorithm.get().hasSignatureLength(Base64.getUrlDecoder().decode(segments[2]).length)
                    ? Optional.of(new Unverified(token, kid, algorithm.get(), object(segments[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException | InvalidJsonException malformed) {
            return Optional.empty();
        }
    }

    private static Map<String, @Nullable Object> object(String segment) {
        return StrictJson.readObject(Base64.getUrlDecoder().decode(segment), DEPTH);
    }

    private Future<KeySet> keySet(Unverified token) {
        Optional<KeySet> current = keys.current();
        if (current.isPresent()
                && current.get().verifier(token.kid(), token.algorithm()).isPresent()) {
            return Future.succeededFuture(current.get());
        }
        return keys.afresh()
                .compose(set -> set.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(
                                new Unavailable("The keys of the token issuer cannot be read; try again.", 5))));
    }

    private Future<Optional<Principal>> verify(Unverified token, Digest digest, KeySet set) {
        Optional<JWTAuth> verifier = set.verifier(token.kid(), token.algorithm());
        TokenClaims claims = new TokenClaims(rules, token.claims());
        Optional<Instant> end = claims.end();
        Optional<String> subject = claims.subject();
        if (verifier.isEmpty() || !claims.hasWellFormedTimes() || end.isEmpty() || subject.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        Instant until = end.get().plus(rules.leeway());
        return workers.run(() -> isSigned(verifier.get(), token)).map(signed -> {
            if (!signed) {
                return Optional.empty();
            }
            VerifiedToken outcome = new VerifiedToken(claims.principal(subject.get()), until);
            set.remember(digest, outcome);
            return Optional.of(outcome).filter(this::isCurrent).map(VerifiedToken::principal);
        });
    }

    /** The library's verdict on signature, issuer, audience and times; it verifies where it is called, without waiting. */
    private static boolean isSigned(JWTAuth verifier, Unverified token) {
        return verifier.authenticate(new TokenCredentials(token.text())).succeeded();
    }

    private boolean isCurrent(VerifiedToken token) {
        return clock.instant().isBefore(token.until());
    }
}
