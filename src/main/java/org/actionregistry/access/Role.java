package org.actionregistry.access;

import java.util.Locale;

/**
 * What a principal may do: {@code reader < publisher < maintainer < admin}. An {@code auditor} reads, and reads the audit
 * trail, but does not write.
 */
public enum Role {
    READER(1),
    AUDITOR(1),
    PUBLISHER(2),
    MAINTAINER(3),
    ADMIN(4);

    private final int rank;

    Role(int rank) {
        this.rank = rank;
    }

    /** Whether this role may do what {@code required} may. */
    public boolean includes(Role required) {
        if (this == ADMIN || this == required) {
            return true;
        }
        return required != AUDITOR && rank >= required.rank;
    }

    /** Whether a principal with this role may be limited to namespaces. */
    public boolean isNamespaced() {
        return this == PUBLISHER || this == MAINTAINER;
    }

    /** The lower-case word used in the API, the contract and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when the word is no role */
    public static Role ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
