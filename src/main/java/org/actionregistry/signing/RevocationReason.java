package org.actionregistry.signing;

import java.util.Arrays;

/** Why a key was revoked; the words are those of RFC 5280, section 5.3.1. */
public enum RevocationReason {
    /** Nobody said; to be safe it is taken for a compromise. */
    UNSPECIFIED("unspecified", true),
    /** Somebody else may have signed with it. */
    KEY_COMPROMISE("keyCompromise", true),
    /** Another key has taken its place; what it signed stands. */
    SUPERSEDED("superseded", false),
    /** Its holder signs no more; what it signed stands. */
    CESSATION_OF_OPERATION("cessationOfOperation", false);

    private final String word;
    private final boolean compromising;

    RevocationReason(String word, boolean compromising) {
        this.word = word;
        this.compromising = compromising;
    }

    /** The word used in the API, the journal and the database. */
    public String word() {
        return word;
    }

    /** Whether signatures made before the revocation are in doubt too. */
    public boolean compromising() {
        return compromising;
    }

    /** @throws IllegalArgumentException when the word is no reason */
    public static RevocationReason ofWord(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a revocation's reason is unspecified, keyCompromise, superseded or cessationOfOperation"));
    }
}
