package org.actionregistry.client;

import java.util.Optional;
import org.actionregistry.action.Coordinate;

/**
 * What verification found: by {@link OfflineVerification}, or by the registry itself, whose word it then is.
 *
 * @param coordinate what was verified
 * @param verified whether every check passed
 * @param error the first check that failed, such as {@code Bad signature}
 * @param hash the {@code sha256:...} text the version is filed under
 * @param alg the signature's algorithm; empty when unsigned
 * @param kid the signature's key id; empty when unsigned
 * @param keyNow what the registry says of the key at this moment, such as {@code retired}; empty when verified offline
 * @param standing what the registry says of the version beside that; empty where none was asked
 */
public record VerificationReport(
        Coordinate coordinate,
        boolean verified,
        Optional<String> error,
        String hash,
        Optional<String> alg,
        Optional<String> kid,
        Optional<String> keyNow,
        Checks checks,
        Optional<VersionStanding> standing) {
    /** What was found without asking a registry. */
    VerificationReport(
            Coordinate coordinate,
            boolean verified,
            Optional<String> error,
            String hash,
            Optional<String> alg,
            Optional<String> kid,
            Optional<String> keyNow,
            Checks checks) {
        this(coordinate, verified, error, hash, alg, kid, keyNow, checks, Optional.empty());
    }

    /** The error of a document that has another digest than it should. */
    static final String HASH_MISMATCH = "Hash mismatch";

    /**
     * The single checks; empty where one could not be made.
     *
     * @param hash the bytes hash to the claimed hash
     * @param key the key id is trusted
     * @param signature the signature over the bytes' digest is valid under that key
     * @param coordinate the document is the one asked for, and names itself so or not at all
     */
    public record Checks(
            Optional<Boolean> hash, Optional<Boolean> key, Optional<Boolean> signature, Optional<Boolean> coordinate) {}

    /** The same, but not verified: the hash check failed, whatever the others said. */
    public VerificationReport withHashMismatch() {
        Checks failed = new Checks(Optional.of(false), checks.key(), checks.signature(), checks.coordinate());
        return new VerificationReport(
                coordinate, false, Optional.of(HASH_MISMATCH), hash, alg, kid, keyNow, failed, standing);
    }

    /** The same, with what the registry says of the version. */
    public VerificationReport withStanding(VersionStanding told) {
        return new VerificationReport(coordinate, verified, error, hash, alg, kid, keyNow, checks, Optional.of(told));
    }

    static VerificationReport of(JsonMembers answer) {
        JsonMembers checks = answer.object("checks");
        return new VerificationReport(
                Coordinate.parse(answer.text("name"), answer.text("version")),
                answer.flag("verified"),
                answer.optionalText("verify_error"),
                answer.text("hash"),
                answer.optionalText("alg"),
                answer.optionalText("kid"),
                answer.optionalText("key_now"),
                new Checks(
                        checks.optionalFlag("hash"),
                        checks.optionalFlag("key"),
                        checks.optionalFlag("signature"),
                        checks.optionalFlag("coordinate")),
                VersionStanding.of(answer));
    }
}
