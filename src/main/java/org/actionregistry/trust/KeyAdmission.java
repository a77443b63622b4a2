package org.actionregistry.trust;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.KeyAdded;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyChallenge;
import org.actionregistry.verification.TrustedKey;
import org.actionregistry.verification.VerificationPool;

/** Lets a key in only when it is strong, new, and in the hands of whoever asks for it. */
final class KeyAdmission {
    /** Long enough to carry the challenge to where the key is kept, and the answer back. */
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final VerificationPool pool;
    private final TrustStore trust;
    private final ChallengeStore challenges;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    KeyAdmission(VerificationPool pool, TrustStore trust, ChallengeStore challenges, Clock clock) {
        this.pool = pool;
        this.trust = trust;
        this.challenges = challenges;
        this.clock = clock;
    }

    Future<KeyChallenge> challenge(TrustCalls.Candidate candidate) {
        return pool.run(() -> strong(candidate.publicKey())).compose(key -> {
            refuseKnown(candidate, key);
            byte[] nonce = new byte[KeyChallenge.NONCE_LENGTH];
            random.nextBytes(nonce);
            KeyChallenge challenge = new KeyChallenge(
                    candidate.kid(), key, nonce, clock.instant().plus(LIFETIME).truncatedTo(ChronoUnit.MILLIS));
            return challenges.put(challenge).map(challenge);
        });
    }

    /** The entry to write. The challenge is spent by the first answer, right or wrong. */
    Future<KeyAdded> admit(TrustCalls.Addition wish) {
        return pool.run(() -> strong(wish.candidate().publicKey())).compose(key -> {
            checkWindow(wish);
            refuseKnown(wish.candidate(), key);
            return challenges.take(nonce(wish.nonce())).compose(taken -> {
                KeyChallenge challenge = taken.filter(
                                one -> one.kid().equals(wish.candidate().kid())
                                        && one.publicKey().equals(key))
                        .orElseThrow(KeyAdmission::noSuchChallenge);
                return pool.run(() -> answered(challenge, wish));
            });
        });
    }

    private static KeyAdded answered(KeyChallenge challenge, TrustCalls.Addition wish) {
        if (!challenge.isMetBy(wish.signature())) {
            throw new Refused(
                    ErrorCode.SIGNATURE_INVALID,
                    "The signature is not the new key's over the challenge; ask for another challenge.",
                    Map.of("path", "/signature", "kid", challenge.kid().value()));
        }
        return new KeyAdded(challenge.kid(), challenge.publicKey(), wish.notBefore(), wish.notAfter());
    }

    private static Refused noSuchChallenge() {
        return new Refused(
                ErrorCode.CHALLENGE_INVALID,
                "No such challenge was issued for this key, or it was answered before, or it has expired.",
                Map.of("path", "/nonce"));
    }

    private static Ed25519PublicKey strong(String publicKey) {
        try {
            return Ed25519PublicKey.parse(publicKey);
        } catch (IllegalArgumentException refused) {
            throw Invalid.request("/public_key", "key", "public_key: " + refused.getMessage() + ".");
        }
    }

    private static byte[] nonce(String text) {
        try {
            return Base64Text.decode(text);
        } catch (IllegalArgumentException malformed) {
            throw Invalid.request("/nonce", "format", "nonce: " + malformed.getMessage() + ".");
        }
    }

    private void checkWindow(TrustCalls.Addition wish) {
        wish.notAfter().ifPresent(end -> {
            if (!end.isAfter(clock.instant())) {
                throw Invalid.request("/not_after", "future", "not_after should lie in the future.");
            }
            if (wish.notBefore().isPresent() && !wish.notBefore().get().isBefore(end)) {
                throw Invalid.request("/not_before", "order", "not_before should lie before not_after.");
            }
        });
    }

    /** The journal looks again under its lock; only here are the configured keys known. */
    private void refuseKnown(TrustCalls.Candidate candidate, Ed25519PublicKey publicKey) {
        for (TrustedKey known : trust.keys()) {
            String kid = known.kid().value();
            if (kid.equalsIgnoreCase(candidate.kid().value())) {
                throw new Refused(
                        ErrorCode.KEY_EXISTS,
                        "The key id " + kid + " is taken; a key never gets another's id, nor one that looks like it.",
                        Map.of("kid", kid));
            }
            if (known.publicKey().equals(publicKey)) {
                throw new Refused(
                        ErrorCode.KEY_EXISTS, "This public key is known already, as " + kid + ".", Map.of("kid", kid));
            }
        }
    }
}
