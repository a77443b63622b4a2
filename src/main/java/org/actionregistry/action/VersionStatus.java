package org.actionregistry.action;

import java.util.Locale;

/** What the registry says about a version, beside its unchangeable bytes. */
public enum VersionStatus {
    ACTIVE,
    DEPRECATED,
    YANKED,
    UNSAFE;

    /** The lower-case word used in the API and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when the word is no status */
    public static VersionStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
