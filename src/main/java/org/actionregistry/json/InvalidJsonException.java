package org.actionregistry.json;

/**
 * Text that is not the strict JSON this registry accepts; names the place and the rule.
 *
 * <p>Carries no stack trace: it describes an input, not a fault of the program, and hostile input must stay cheap.
 */
public final class InvalidJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;
    private final String rule;

    /**
     * @param pointer RFC 6901 pointer of the place
     * @param rule the broken rule, see {@link #rule()}
     * @param message what is wrong and where, for a person
     */
    public InvalidJsonException(String pointer, String rule, String message) {
        super(message, null, false, false);
        this.pointer = pointer;
        this.rule = rule;
    }

    /**
     * RFC 6901 JSON Pointer of the offending member or value; for a syntax error, of the value being read or, between
     * members, of the object. Empty for what concerns the whole text. A lone surrogate in a key appears as U+FFFD, so
     * that the pointer itself can be written as UTF-8. Its length is bounded only by the document's.
     */
    public String pointer() {
        return pointer;
    }

    /**
     * The broken rule: {@code syntax}, {@code encoding}, {@code bom}, {@code nul}, {@code duplicate-key},
     * {@code lone-surrogate}, {@code number-range}, {@code number-length}, {@code depth}, {@code trailing-data},
     * {@code not-an-object}.
     */
    public String rule() {
        return rule;
    }

    /** What is wrong, where, and what would be right; repeats at most 40 characters of the input. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
