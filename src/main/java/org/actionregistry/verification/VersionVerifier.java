package org.actionregistry.verification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.Seal;
import org.actionregistry.verification.Verdict.Error;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a stored version is verified, from the very bytes that will be served.
 *
 * <p>Blocking CPU work; call it on the {@link VerificationPool}. Thread-safe. Taken from a seal, or remembered between calls, is
 * only what can never change: whether a signature over a digest is valid under a public key, and whether the bytes of a digest
 * name themselves as a coordinate. The digest itself is computed from the bytes each time, and the key looked up each
 * time.
 */
public final class VersionVerifier {
    private static final int REMEMBERED_SIGNATURES = 50_000;

    private record SignedDigest(Digest digest, String sig, Ed25519PublicKey key) {
        static SignedDigest of(SignedVersion signed) {
            return new SignedDigest(signed.digest(), signed.signature().sig(), signed.key());
        }
    }

    /** Whether a document names itself as what it is filed under, or not at all. */
    private record Naming(Digest digest, Coordinate coordinate) {}

    private final TrustedKeys keys;
    private final Clock clock;
    private final Seals seals;
    private final LongAdder verifications = new LongAdder();
    private final Cache<SignedDigest, Boolean> signatures = memory();
    private final Cache<Naming, Boolean> namings = memory();

    /** Evicts on the thread that adds: waking another one for it would cost more than it does. */
    private static <K> Cache<K, Boolean> memory() {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED_SIGNATURES)
                .executor(Runnable::run)
                .build();
    }

    /** Without seals. */
    public VersionVerifier(TrustedKeys keys, Clock clock) {
        this(keys, clock, Seals.NONE);
    }

    /**
     * @param clock tells whether the window of a key has begun or is over
     * @param seals which of them are believed
     */
    public VersionVerifier(TrustedKeys keys, Clock clock, Seals seals) {
        this.keys = keys;
        this.clock = clock;
        this.seals = seals;
    }

    /**
     * The verdict on {@code stored}, whatever may stand in a tampered row.
     *
     * @throws org.actionregistry.failure.Unavailable while it is not known which keys were revoked
     */
    public Verdict verify(StoredVersion stored) {
        return Objects.requireNonNull(judge(stored, this::examine));
    }

    /**
     * The same, where it takes no more than a digest of the bytes and a seal or what is remembered; else empty. Cheap enough
     * for an event loop where the bytes are few.
     */
    public Optional<Verdict> verifyKnown(StoredVersion stored) {
        return Optional.ofNullable(judge(stored, this::recall));
    }

    /** Whether signature and name are right; both have to be for a verified version. */
    private record Proof(boolean signature, boolean naming) {
        static final Proof COMPLETE = new Proof(true, true);
    }

    private interface Evidence {
        /** Null where it is not known. */
        @Nullable
        Proof of(StoredVersion stored, SignedVersion signed);
    }

    private Proof examine(StoredVersion stored, SignedVersion signed) {
        return new Proof(isValid(signed), namesItself(stored, signed.digest()));
    }

    private @Nullable Proof recall(StoredVersion stored, SignedVersion signed) {
        Boolean naming = namings.getIfPresent(new Naming(signed.digest(), stored.coordinate()));
        if (naming == null) {
            return null;
        }
        Boolean valid = signatures.getIfPresent(SignedDigest.of(signed));
        return valid == null ? null : new Proof(valid, naming);
    }

    /** Null where the evidence does not suffice. */
    private @Nullable Verdict judge(StoredVersion stored, Evidence evidence) {
        Digest digest = Digest.of(stored.canonical());
        Findings findings = new Findings();
        if (!findings.hash(digest.toString().equals(stored.hash()))) {
            return findings.failed(Error.HASH_MISMATCH);
        }
        if (stored.signature().isEmpty()) {
            return findings.failed(Error.UNSIGNED);
        }
        DetachedSignature signature = stored.signature().get();
        if (!signature.alg().equals(DetachedSignature.ED25519)) {
            return findings.failed(Error.UNSUPPORTED_ALGORITHM);
        }
        Optional<TrustedKey> found = keys.find(signature.kid());
        if (found.isEmpty()) {
            return findings.unknownKey();
        }
        TrustedKey key = found.get();
        boolean trusted = findings.key(key.life(), stored, clock.instant());
        SignedVersion signed = new SignedVersion(stored.coordinate(), digest, signature, key.publicKey());
        // A seal that is wrong says nothing, neither for the version nor against it.
        Proof proof = isSealed(stored, signed) ? Proof.COMPLETE : evidence.of(stored, signed);
        if (proof == null) {
            return null;
        }
        if (!findings.signature(proof.signature())) {
            return findings.failed(Error.BAD_SIGNATURE);
        }
        if (!trusted) {
            return findings.failed(withdrawal(key.life(), stored));
        }
        if (!findings.coordinate(proof.naming())) {
            return findings.failed(Error.COORDINATE_MISMATCH);
        }
        return findings.passed();
    }

    private boolean isSealed(StoredVersion stored, SignedVersion signed) {
        return stored.seal().isPresent() && seals.vouch(stored.seal().get(), signed);
    }

    /** The seal of what the caller has verified, signature and names; empty where this process makes none. */
    public Optional<Seal> seal(SignedVersion verified) {
        return seals.make(verified);
    }

    private static Error withdrawal(KeyLife life, StoredVersion stored) {
        return life.at(stored.logIndex(), stored.createdAt()) == KeyState.REVOKED || life.isTainted(stored.createdAt())
                ? Error.KEY_REVOKED
                : Error.KEY_NOT_ACTIVE;
    }

    /** Whether the signature over the 32 bytes of the digest is valid under the key, strictly; says nothing of the names. */
    public boolean isValid(SignedVersion signed) {
        return signatures.get(SignedDigest.of(signed), this::check);
    }

    private boolean check(SignedDigest signed) {
        verifications.increment();
        byte[] signature;
        try {
            signature = Base64Text.decode(signed.sig);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        return signed.key.verify(signed.digest.bytes(), signature);
    }

    /** How many signatures were verified by arithmetic so far, neither sealed nor remembered. */
    public long verifications() {
        return verifications.sum();
    }

    private boolean namesItself(StoredVersion stored, Digest digest) {
        return namings.get(new Naming(digest, stored.coordinate()), unknown -> namesItself(stored));
    }

    private static boolean namesItself(StoredVersion stored) {
        Map<String, @Nullable Object> manifest;
        try {
            manifest = StrictJson.readObject(stored.canonical(), StrictJson.MAX_DEPTH);
        } catch (InvalidJsonException signedNonsense) {
            return false;
        }
        return agrees(manifest, "name", stored.coordinate().name().value())
                && agrees(manifest, "version", stored.coordinate().version().toString());
    }

    private static boolean agrees(Map<String, @Nullable Object> manifest, String field, String filedUnder) {
        return !manifest.containsKey(field) || filedUnder.equals(manifest.get(field));
    }

    /** The checks so far; those not reached stay empty. */
    private static final class Findings {
        private Optional<Boolean> hash = Optional.empty();
        private Optional<Boolean> key = Optional.empty();
        private Optional<KeyState> keyAtSigning = Optional.empty();
        private Optional<KeyState> keyNow = Optional.empty();
        private Optional<Boolean> signature = Optional.empty();
        private Optional<Boolean> coordinate = Optional.empty();

        boolean hash(boolean passed) {
            hash = Optional.of(passed);
            return passed;
        }

        Verdict unknownKey() {
            key = Optional.of(false);
            return failed(Error.UNKNOWN_KEY);
        }

        boolean key(KeyLife life, StoredVersion stored, Instant now) {
            boolean trusted = life.vouchesFor(stored.logIndex(), stored.createdAt());
            key = Optional.of(trusted);
            keyAtSigning = Optional.of(life.at(stored.logIndex(), stored.createdAt()));
            keyNow = Optional.of(life.now(now));
            return trusted;
        }

        boolean signature(boolean passed) {
            signature = Optional.of(passed);
            return passed;
        }

        boolean coordinate(boolean passed) {
            coordinate = Optional.of(passed);
            return passed;
        }

        Verdict failed(Error error) {
            return verdict(Optional.of(error));
        }

        Verdict passed() {
            return verdict(Optional.empty());
        }

        private Verdict verdict(Optional<Error> error) {
            return new Verdict(error, hash, key, keyAtSigning, keyNow, signature, coordinate);
        }
    }
}
