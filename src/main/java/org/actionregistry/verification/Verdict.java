package org.actionregistry.verification;

import java.util.Optional;

/**
 * What verification found of one stored version. {@code verified} means that every check passed; {@code error} names the
 * first that did not. A check that was not reached is empty.
 *
 * @param hash the stored bytes hash to the stored hash
 * @param key the key was trusted when the version was logged, and nothing since has withdrawn that trust
 * @param keyAtSigning what the key could do when the version was logged; empty for a key that is not known
 * @param keyNow what the key can do now; likewise
 * @param signature the signature over the hash is valid under that key, whatever has become of it
 * @param coordinate the manifest names itself as what it is filed under, or does not name itself
 */
public record Verdict(
        Optional<Error> error,
        Optional<Boolean> hash,
        Optional<Boolean> key,
        Optional<KeyState> keyAtSigning,
        Optional<KeyState> keyNow,
        Optional<Boolean> signature,
        Optional<Boolean> coordinate) {

    /** Why a version is not verified; the texts are part of the API. */
    public enum Error {
        UNSIGNED("No signature"),
        UNSUPPORTED_ALGORITHM("Unsupported algorithm"),
        UNKNOWN_KEY("Unknown key id"),
        HASH_MISMATCH("Hash mismatch"),
        BAD_SIGNATURE("Bad signature"),
        KEY_REVOKED("Key revoked"),
        KEY_NOT_ACTIVE("Key not active when published"),
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

    /** Why the version is verified or not, in a few words for people. */
    public String reason() {
        return error.map(Error::text)
                .orElseGet(() -> keyNow.filter(state -> state != KeyState.ACTIVE)
                        .map(state -> "The key is " + state.word().replace('_', ' ')
                                + " now, but was active when the version was published")
                        .orElse("The key is active"));
    }

    /** Whether every check passed. */
    public boolean verified() {
        return error.isEmpty();
    }
}
