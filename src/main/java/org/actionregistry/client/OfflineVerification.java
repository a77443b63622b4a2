package org.actionregistry.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.client.VerificationReport.Checks;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.TrustedKeyList;
import org.jspecify.annotations.Nullable;

/**
 * Verifies downloaded documents against keys that the caller trusts, from the bytes alone: what the registry says about
 * them ({@code verified}, {@code status}) is not looked at. Makes no requests. Thread-safe.
 */
public final class OfflineVerification {
    private final Map<String, TrustedKeyList.Entry> trusted;

    public OfflineVerification(List<TrustedKeyList.Entry> trusted) {
        this.trusted = trusted.stream()
                .collect(Collectors.toUnmodifiableMap(entry -> entry.kid().value(), Function.identity()));
    }

    /** What a document claims; the schema is empty where the registry could not read what it stores. */
    private record Claim(
            Coordinate filedUnder,
            Optional<Map<String, @Nullable Object>> schema,
            String hash,
            Optional<DetachedSignature> signature) {

        static Claim parse(byte[] document) {
            JsonMembers members = JsonMembers.parse(document, StrictJson.MAX_DEPTH + 1);
            boolean unreadable =
                    members.values().containsKey("schema") && members.values().get("schema") == null;
            return new Claim(
                    SignedRecord.coordinate(members),
                    unreadable
                            ? Optional.empty()
                            : Optional.of(members.object("schema").values()),
                    members.text("hash"),
                    SignedRecord.signature(members));
        }

        Optional<Digest> digest() {
            return schema.map(CanonicalJson::encode).map(Digest::of);
        }

        Optional<DetachedSignature> supportedSignature() {
            return signature.filter(one -> one.alg().equals(DetachedSignature.ED25519));
        }

        boolean isFiledUnder(Coordinate coordinate) {
            return filedUnder.equals(coordinate)
                    && agrees("name", coordinate.name().value())
                    && agrees("version", coordinate.version().toString());
        }

        private boolean agrees(String field, String filedUnder) {
            return schema.map(manifest -> !manifest.containsKey(field) || filedUnder.equals(manifest.get(field)))
                    .orElse(false);
        }
    }

    /**
     * Verifies one document.
     *
     * @param document a signed record, or the answer to {@code GET /actions/{name}/versions/{version}}, byte for byte
     * @param asked what the document should be; empty to take its own word for that
     * @param pinned the digest it should have; empty for any
     * @throws InvalidJsonException when the document is no such thing at all
     */
    public VerificationReport verify(byte[] document, Optional<Coordinate> asked, Optional<Digest> pinned) {
        Claim claim = Claim.parse(document);
        Coordinate coordinate = asked.orElse(claim.filedUnder());
        Checks checks = checks(claim, coordinate, pinned);
        Optional<String> error = firstError(claim, checks);
        return new VerificationReport(
                coordinate,
                error.isEmpty(),
                error,
                claim.hash(),
                claim.signature().map(DetachedSignature::alg),
                claim.signature().map(DetachedSignature::kid),
                Optional.empty(),
                checks);
    }

    /** Makes every check that can be made, so that a report tells an altered document from an altered hash. */
    private Checks checks(Claim claim, Coordinate coordinate, Optional<Digest> pinned) {
        Optional<Digest> digest = claim.digest();
        boolean hash = digest.map(Digest::toString).equals(Optional.of(claim.hash()))
                && (pinned.isEmpty() || pinned.equals(digest));
        Optional<DetachedSignature> signature = claim.supportedSignature();
        Optional<TrustedKeyList.Entry> key = signature.flatMap(one -> Optional.ofNullable(trusted.get(one.kid())));
        Optional<Boolean> signed = key.map(TrustedKeyList.Entry::publicKey)
                .flatMap(publicKey ->
                        signature.flatMap(one -> digest.map(bytes -> isValid(one.sig(), bytes, publicKey))));
        return new Checks(
                Optional.of(hash),
                signature.map(one -> key.map(OfflineVerification::isBelieved).orElse(false)),
                signed,
                Optional.of(claim.isFiledUnder(coordinate)));
    }

    /** Without the log, nobody knows what was signed before a compromise. */
    private static boolean isBelieved(TrustedKeyList.Entry key) {
        return key.standing() != TrustedKeyList.Standing.WITHDRAWN;
    }

    /** The same order as the registry's own verification, so that both name the same error. */
    private static Optional<String> firstError(Claim claim, Checks checks) {
        if (failed(checks.hash())) {
            return Optional.of(VerificationReport.HASH_MISMATCH);
        }
        if (claim.signature().isEmpty()) {
            return Optional.of("No signature");
        }
        if (claim.supportedSignature().isEmpty()) {
            return Optional.of("Unsupported algorithm");
        }
        if (checks.signature().isEmpty()) {
            return Optional.of("Unknown key id");
        }
        if (failed(checks.signature())) {
            return Optional.of("Bad signature");
        }
        if (failed(checks.key())) {
            return Optional.of("Key revoked");
        }
        return failed(checks.coordinate()) ? Optional.of("Coordinate mismatch") : Optional.empty();
    }

    private static boolean failed(Optional<Boolean> check) {
        return !check.orElse(false);
    }

    private static boolean isValid(String sig, Digest digest, Ed25519PublicKey key) {
        byte[] signature;
        try {
            signature = Base64Text.decode(sig);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        return key.verify(digest.bytes(), signature);
    }
}
