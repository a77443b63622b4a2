package org.actionregistry.verification;

import java.util.Optional;

/**
 * What verification found of one stored version. {@code verified} means that every check passed; {@code error} names the
 * first that did not.
 *
 * @param hash the stored bytes hash to the stored hash; empty when that was not reached
 * @param key the key id names a trusted key
 * @param signature the signature over the hash is valid under that key
 * @param coordinate the manifest names itself as what it is filed under, or does not name itself
 */
public record Verdict(
        Optional<Error> error,
        Optional<Boolean> hash,
        Optional<Boolean> key,
        Optional<Boolean> signature,
        Optional<Boolean> coordinate) {

    /** Why a version is not verified; the texts are part of the API. */
    public enum Error {
        UNSIGNED("No signature"),
        UNSUPPORTED_ALGORITHM("Unsupported algorithm"),
        UNKNOWN_KEY("Unknown key id"),
        HASH_MISMATCH("Hash mismatch"),
        BAD_SIGNATURE("Bad signature"),
        COORDINATE_MISMATCH("Coordinate mismatch");

        private final String text;

        Error(String text) {
            this.text = text;
        }

        /** The value of {@code verify_error}. */
        public String text() {
            return text;
        }
    }

    /** Whether every check passed. */
    public boolean verified() {
        return error.isEmpty();
    }
}
