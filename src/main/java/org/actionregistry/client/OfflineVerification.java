package org.actionregistry.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.client.VerificationReport.Checks;
import org.actionregistry.json.InvalidJsonException;
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
    private final Map<String, Ed25519PublicKey> trusted;

    public OfflineVerification(List<TrustedKeyList.Entry> trusted) {
        this.trusted = trusted.stream()
                .collect(Collectors.toUnmodifiableMap(entry -> entry.kid().value(), TrustedKeyList.Entry::publicKey));
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
        return verify(SignedRecord.parse(document), asked, pinned);
    }

    /** Verifies a record that was read before; see {@link #verify(byte[], Optional, Optional)}. */
    public VerificationReport verify(SignedRecord record, Optional<Coordinate> asked, Optional<Digest> pinned) {
        Coordinate coordinate = asked.orElse(record.coordinate());
        Checks checks = checks(record, coordinate, pinned);
        Optional<String> error = firstError(record, checks);
        return new VerificationReport(
                coordinate,
                error.isEmpty(),
                error,
                record.hash(),
                record.signature().map(DetachedSignature::alg),
                record.signature().map(DetachedSignature::kid),
                checks);
    }

    /** Makes every check that can be made, so that a report tells an altered document from an altered hash. */
    private Checks checks(SignedRecord record, Coordinate coordinate, Optional<Digest> pinned) {
        Digest digest = record.digest();
        boolean hash = digest.toString().equals(record.hash())
                && pinned.map(digest::equals).orElse(true);
        Optional<DetachedSignature> signature = record.signature().filter(OfflineVerification::isSupported);
        Optional<Ed25519PublicKey> key = signature.flatMap(one -> Optional.ofNullable(trusted.get(one.kid())));
        return new Checks(
                Optional.of(hash),
                signature.map(one -> key.isPresent()),
                key.flatMap(trustedKey -> signature.map(one -> isValid(one.sig(), digest, trustedKey))),
                Optional.of(isFiledUnder(record, coordinate)));
    }

    /** The same order as the registry's own verification, so that both name the same error. */
    private static Optional<String> firstError(SignedRecord record, Checks checks) {
        if (failed(checks.hash())) {
            return Optional.of("Hash mismatch");
        }
        if (record.signature().isEmpty()) {
            return Optional.of("No signature");
        }
        if (!isSupported(record.signature().get())) {
            return Optional.of("Unsupported algorithm");
        }
        if (failed(checks.key())) {
            return Optional.of("Unknown key id");
        }
        if (failed(checks.signature())) {
            return Optional.of("Bad signature");
        }
        return failed(checks.coordinate()) ? Optional.of("Coordinate mismatch") : Optional.empty();
    }

    private static boolean failed(Optional<Boolean> check) {
        return !check.orElse(false);
    }

    private static boolean isSupported(DetachedSignature signature) {
        return signature.alg().equals(DetachedSignature.ED25519);
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

    private static boolean isFiledUnder(SignedRecord record, Coordinate coordinate) {
        return record.coordinate().equals(coordinate)
                && agrees(record.schema(), "name", coordinate.name().value())
                && agrees(record.schema(), "version", coordinate.version().toString());
    }

    private static boolean agrees(Map<String, @Nullable Object> manifest, String field, String filedUnder) {
        return !manifest.containsKey(field) || filedUnder.equals(manifest.get(field));
    }
}
