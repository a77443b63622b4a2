package org.actionregistry.json;

/** Text that is not the strict JSON this registry accepts; names the place and the rule. */
public final class InvalidJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;
    private final String rule;

    public InvalidJsonException(String pointer, String rule, String message) {
        super(message, null, false, false);
        this.pointer = pointer;
        this.rule = rule;
    }

    /** RFC 6901 JSON Pointer of the offending value, or of the innermost container known when parsing stopped. */
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

    /** What is wrong, where, and what would be right. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
