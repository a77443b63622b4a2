package org.actionregistry.publishing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.action.InvalidManifestException;
import org.actionregistry.action.Manifest;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Refused;
import org.actionregistry.failure.Violation;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.verification.KeyState;
import org.actionregistry.verification.SignedVersion;
import org.actionregistry.verification.TrustedKey;
import org.actionregistry.verification.TrustedKeys;
import org.actionregistry.verification.VersionVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that must hold of a document before it may be published. Blocking CPU work, for the verification pool;
 * thread-safe.
 */
public final class PublishChecks {
    private static final String SCHEMA = "/schema";

    private final TrustedKeys keys;
    private final VersionVerifier verifier;
    private final ManifestSchemas schemas;
    private final Clock clock;

    public PublishChecks(TrustedKeys keys, VersionVerifier verifier, ManifestSchemas schemas, Clock clock) {
        this.clock = clock;
        this.keys = keys;
        this.verifier = verifier;
        this.schemas = schemas;
    }

    /**
     * The entry to write.
     *
     * @throws Invalid PAYLOAD_TOO_LARGE or SCHEMA_INVALID, listing everything wrong with the manifest
     * @throws Refused COORDINATE_MISMATCH, KEY_UNKNOWN, KEY_NOT_ACTIVE or SIGNATURE_INVALID
     */
    public VersionPublished accept(
            Coordinate coordinate, Map<String, @Nullable Object> schema, DetachedSignature signature) {
        Manifest manifest = manifest(schema);
        checkCoordinate(coordinate, manifest);
        SignedVersion signed = checkSignature(coordinate, manifest, signature);
        return new VersionPublished(coordinate, manifest, manifest.digest().toString(), Optional.of(signature))
                .sealed(verifier.seal(signed));
    }

    /**
     * The entry for a manifest whatever it is signed with; nothing but its coordinate is checked. It is sealed if the
     * signature is a valid one of a key that is known.
     *
     * @param hash what is to be stored as its hash
     * @throws Refused COORDINATE_MISMATCH
     */
    public VersionPublished acceptUnverified(
            Coordinate coordinate, Manifest manifest, String hash, Optional<DetachedSignature> signature) {
        checkCoordinate(coordinate, manifest);
        return new VersionPublished(coordinate, manifest, hash, signature)
                .sealed(signature
                        .filter(presented -> presented.alg().equals(DetachedSignature.ED25519))
                        .flatMap(presented -> signed(coordinate, manifest, presented))
                        .filter(verifier::isValid)
                        .flatMap(verifier::seal));
    }

    private Optional<SignedVersion> signed(Coordinate coordinate, Manifest manifest, DetachedSignature signature) {
        return keys.find(signature.kid())
                .map(key -> new SignedVersion(coordinate, manifest.digest(), signature, key.publicKey()));
    }

    /**
     * The manifest in {@code schema}, with its JSON Schemas checked; nothing about coordinate or signature.
     *
     * @throws Invalid PAYLOAD_TOO_LARGE or SCHEMA_INVALID
     */
    public Manifest manifest(Map<String, @Nullable Object> schema) {
        Manifest manifest;
        try {
            manifest = Manifest.of(schema);
        } catch (InvalidManifestException invalid) {
            throw refusal(invalid.violations());
        }
        List<Violation> violations = schemas.check(manifest);
        if (!violations.isEmpty()) {
            throw refusal(violations);
        }
        return manifest;
    }

    private static Invalid refusal(List<Violation> violations) {
        List<Violation> located = new ArrayList<>(violations.size());
        for (Violation violation : violations) {
            located.add(new Violation(SCHEMA + violation.path(), violation.rule(), violation.message()));
        }
        boolean tooLarge = violations.stream().anyMatch(v -> v.rule().equals(Manifest.SIZE_RULE));
        Violation first = located.get(0);
        return new Invalid(
                tooLarge ? ErrorCode.PAYLOAD_TOO_LARGE : ErrorCode.SCHEMA_INVALID,
                "The manifest is refused at " + first.path() + ": " + first.message() + ".",
                located);
    }

    /** @throws Refused COORDINATE_MISMATCH when the manifest names itself otherwise than it is filed */
    private static void checkCoordinate(Coordinate coordinate, Manifest manifest) {
        agree("name", manifest.name(), coordinate.name().value());
        agree("version", manifest.version(), coordinate.version().toString());
    }

    private static void agree(String field, Optional<String> claimed, String filedUnder) {
        if (claimed.isPresent() && !claimed.get().equals(filedUnder)) {
            throw new Refused(
                    ErrorCode.COORDINATE_MISMATCH,
                    "The manifest's " + field + " is not the one it is published under.",
                    Map.of("path", SCHEMA + "/" + field, "manifest", claimed.get(), "coordinate", filedUnder));
        }
    }

    private SignedVersion checkSignature(Coordinate coordinate, Manifest manifest, DetachedSignature signature) {
        TrustedKey key = keys.find(signature.kid())
                .orElseThrow(() -> new Refused(
                        ErrorCode.KEY_UNKNOWN,
                        "The registry trusts no key with the id " + signature.kid() + ".",
                        Map.of("path", "/signature/kid", "kid", signature.kid())));
        KeyState now = key.life().now(clock.instant());
        if (now != KeyState.ACTIVE) {
            throw new Refused(
                    ErrorCode.KEY_NOT_ACTIVE,
                    "The key " + signature.kid() + " may not sign now: it is " + now.word() + ".",
                    Map.of("path", "/signature/kid", "kid", signature.kid(), "state", now.word()));
        }
        SignedVersion signed = new SignedVersion(coordinate, manifest.digest(), signature, key.publicKey());
        if (!verifier.isValid(signed)) {
            throw new Refused(
                    ErrorCode.SIGNATURE_INVALID,
                    "The signature does not verify over the manifest's digest under the key " + signature.kid() + ".",
                    Map.of(
                            "path", "/signature/sig",
                            "kid", signature.kid(),
                            "hash", manifest.digest().toString()));
        }
        return signed;
    }
}
