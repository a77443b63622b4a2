package org.actionregistry.merkle;

import java.util.regex.Pattern;

/** A number from 0 to 2^63-1 in ASCII digits without leading zeroes, as every C2SP format writes sizes and indexes. */
final class CanonicalDecimal {
    private static final Pattern SHAPE = Pattern.compile("0|[1-9][0-9]{0,18}");

    private CanonicalDecimal() {}

    /** @throws IllegalArgumentException when the text is no such number; {@code what} says of what */
    static long parse(String text, String what) {
        if (SHAPE.matcher(text).matches()) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException tooLarge) {
                // The one message below tells of it.
            }
        }
        throw new IllegalArgumentException(what + " is a decimal number up to 2^63-1 without leading zeroes");
    }
}
