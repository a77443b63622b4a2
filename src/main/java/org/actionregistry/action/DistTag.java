package org.actionregistry.action;

import java.util.regex.Pattern;

/**
 * A name that an action gives to one of its versions, and may give to another later, such as {@code stable}.
 *
 * <p>1 to 64 lower-case letters, digits, {@code . _ -}, from a letter to a letter or digit. Never something that reads as a
 * version or a range ({@code v1}, {@code x}), so that a program can tell which it was given, and never {@code latest}, which
 * the registry computes.
 *
 * @param value the tag itself
 */
public record DistTag(String value) {
    /** The tag that nobody moves: the highest release that is neither yanked nor unsafe. */
    public static final String LATEST = "latest";

    private static final Pattern SHAPE = Pattern.compile("[a-z](?:[a-z0-9._-]{0,62}[a-z0-9])?");
    private static final Pattern VERSION_LIKE = Pattern.compile("v?(?:[0-9]+|x)(?:[.-].*)?|v");

    /** @throws IllegalArgumentException saying which rule the tag breaks */
    public DistTag {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a tag is 1 to 64 lower-case letters, digits, '.', '_' or '-',"
                    + " starts with a letter and ends with a letter or digit");
        }
        if (value.equals(LATEST)) {
            throw new IllegalArgumentException("'latest' is computed and cannot be set");
        }
        if (VERSION_LIKE.matcher(value).matches()) {
            throw new IllegalArgumentException("a tag must not read as a version or a range");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
