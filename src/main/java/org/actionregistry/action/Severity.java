package org.actionregistry.action;

import java.util.Locale;

/** How bad it is to use an unsafe version. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** The lower-case word used in the API and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when the word is no severity */
    public static Severity ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
