package org.actionregistry.verification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.verification.Verdict.Error;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a stored version is verified, from the very bytes that will be served.
 *
 * <p>Blocking CPU work; call it on the {@link VerificationPool}. Thread-safe. What is remembered between calls is only
 * what can never change: whether a signature over a digest is valid under a public key, and whether the bytes of a digest
 * name themselves as a coordinate. The digest itself is computed from the bytes each time, and the key looked up each
 * time.
 */
public final class VersionVerifier {
    private static final int REMEMBERED_SIGNATURES = 50_000;

    private record SignedDigest(Digest digest, String sig, Ed25519PublicKey key) {}

    /** Whether a document names itself as what it is filed under, or not at all. */
    private record Naming(Digest digest, Coordinate coordinate) {}

    private final TrustedKeys keys;
    private final Clock clock;
    private final Cache<SignedDigest, Boolean> signatures = memory();
    private final Cache<Naming, Boolean> namings = memory();

    /** Evicts on the thread that adds: waking another one for it would cost more than it does. */
    private static <K> Cache<K, Boolean> memory() {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED_SIGNATURES)
                .executor(Runnable::run)
                .build();
    }

    /** @param clock tells whether the window of a key has begun or is over */
    public VersionVerifier(TrustedKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The verdict on {@code stored}, whatever may stand in a tampered row.
     *
     * @throws org.actionregistry.failure.Unavailable while it is not known which keys were revoked
     */
    public Verdict verify(StoredVersion stored) {
        return verify(stored, Digest.of(stored.canonical()), this::isValid, this::namesItself);
    }

    /**
     * The same, where it takes no more than a digest of the bytes and what is remembered; else empty. Cheap enough for an
     * event loop where the bytes are few.
     */
    public Optional<Verdict> verifyKnown(StoredVersion stored) {
        Digest digest = Digest.of(stored.canonical());
        Boolean naming = namings.getIfPresent(new Naming(digest, stored.coordinate()));
        if (naming == null) {
            return Optional.empty();
        }
        SignedDigest signed = stored.signature()
                .flatMap(presented -> keys.find(presented.kid())
                        .map(key -> new SignedDigest(digest, presented.sig(), key.publicKey())))
                .orElse(null);
        if (signed == null) {
            return Optional.empty();
        }
        Boolean valid = signatures.getIfPresent(signed);
        if (valid == null) {
            return Optional.empty();
        }
        SignatureCheck remembered = (of, sig, key) -> key.equals(signed.key) ? valid : isValid(of, sig, key);
        return Optional.of(verify(stored, digest, remembered, (named, of) -> naming));
    }

    private interface SignatureCheck {
        boolean passes(Digest digest, String sig, Ed25519PublicKey key);
    }

    private interface NameCheck {
        boolean passes(StoredVersion stored, Digest digest);
    }

    private Verdict verify(StoredVersion stored, Digest digest, SignatureCheck signatureCheck, NameCheck nameCheck) {
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
        if (!findings.signature(signatureCheck.passes(digest, signature.sig(), key.publicKey()))) {
            return findings.failed(Error.BAD_SIGNATURE);
        }
        if (!trusted) {
            return findings.failed(withdrawal(key.life(), stored));
        }
        if (!findings.coordinate(nameCheck.passes(stored, digest))) {
            return findings.failed(Error.COORDINATE_MISMATCH);
        }
        return findings.passed();
    }

    private static Error withdrawal(KeyLife life, StoredVersion stored) {
        return life.at(stored.logIndex(), stored.createdAt()) == KeyState.REVOKED || life.isTainted(stored.createdAt())
                ? Error.KEY_REVOKED
                : Error.KEY_NOT_ACTIVE;
    }

    /** Whether {@code sig} ({@code base64:...}) signs the 32 bytes of {@code digest} under {@code key}. */
    public boolean isValid(Digest digest, String sig, Ed25519PublicKey key) {
        return signatures.get(new SignedDigest(digest, sig, key), VersionVerifier::check);
    }

    private static boolean check(SignedDigest signed) {
        byte[] signature;
        try {
            signature = Base64Text.decode(signed.sig);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        return signed.key.verify(signed.digest.bytes(), signature);
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
