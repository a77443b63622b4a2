package org.actionregistry.audit;

import java.util.Locale;

/** How an attempt ended, by the class of its HTTP status. */
public enum AuditResult {
    /** Below 400: it was done. */
    OK,
    /** 4xx: the registry would not. */
    REFUSED,
    /** 5xx: the registry could not; whether it was done after all, the journal knows. */
    FAILED;

    /** @throws IllegalArgumentException when the word is none */
    public static AuditResult ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
