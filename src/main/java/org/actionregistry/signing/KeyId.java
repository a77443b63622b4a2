package org.actionregistry.signing;

import java.util.regex.Pattern;

/**
 * The name of a signing key: 1 to 128 characters, letters, digits, {@code . _ : -}, starting with a letter or digit.
 *
 * @param value the name itself
 */
public record KeyId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    /** @throws IllegalArgumentException when the name is not one */
    public KeyId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a key id is 1 to 128 letters, digits, '.', '_', ':' or '-', and starts with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
