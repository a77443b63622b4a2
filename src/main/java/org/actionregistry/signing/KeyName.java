package org.actionregistry.signing;

/**
 * The name of a key that signs notes (C2SP signed-note, "Format"); for a log, its origin.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters, without Unicode spaces, control characters and {@code +}
 */
public record KeyName(String value) {
    /** The most characters a name has here; the specification sets no limit. */
    public static final int MAX_LENGTH = 255;

    private static final int NEXT_LINE = 0x85;

    /** @throws IllegalArgumentException when the name is not one */
    public KeyName {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a key name has 1 to " + MAX_LENGTH + " characters");
        }
        if (value.codePoints().anyMatch(KeyName::isRefused)) {
            throw new IllegalArgumentException("a key name has no spaces, no control characters and no '+'");
        }
    }

    private static boolean isRefused(int c) {
        // A lone surrogate has no UTF-8. U+0085 is White_Space in Unicode, but neither test of the JDK says so.
        return c < ' '
                || c == '+'
                || c == NEXT_LINE
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.SURROGATE;
    }

    @Override
    public String toString() {
        return value;
    }
}
