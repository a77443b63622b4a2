package org.actionregistry.verification;

import java.util.Locale;

/** What a key may do at one place of the journal. */
public enum KeyState {
    /** It may sign. */
    ACTIVE,
    /** No entry had made it trusted yet. */
    NOT_ADDED,
    /** Its window had not begun. */
    NOT_YET_VALID,
    /** Its window was over. */
    EXPIRED,
    /** Its holder had laid it down. */
    RETIRED,
    /** Trust in it had been withdrawn. */
    REVOKED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word used in the API. */
    public String word() {
        return word;
    }
}
