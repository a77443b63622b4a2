package org.actionregistry.action;

import org.jspecify.annotations.Nullable;

/**
 * A strict SemVer 2.0.0 version without build metadata, at most 128 characters; ordered by SemVer precedence (section
 * 11).
 *
 * <p>Build metadata is refused because it would make two spellings of one precedence.
 */
public final class SemanticVersion implements Comparable<SemanticVersion> {
    /** The longest version, in characters. */
    public static final int MAX_LENGTH = 128;

    private final String text;

    /** Made when it is asked for, since most versions that are looked up are never compared; null before. */
    private @Nullable String precedenceKey;

    private SemanticVersion(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException saying which rule the text breaks */
    public static SemanticVersion parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a version has at most " + MAX_LENGTH + " characters");
        }
        return ofAnyLength(text);
    }

    /** A bound of a range, which may have one digit more than the longest version. */
    static SemanticVersion ofAnyLength(String text) {
        if (text.indexOf('+') >= 0) {
            throw new IllegalArgumentException("a version carries no build metadata ('+...')");
        }
        if (!hasShape(text)) {
            throw new IllegalArgumentException(
                    "a version is MAJOR.MINOR.PATCH with an optional -PRERELEASE and no leading zeros (SemVer 2.0.0)");
        }
        return new SemanticVersion(text);
    }

    /** By hand, since it is done for every request. */
    private static boolean hasShape(String text) {
        int hyphen = text.indexOf('-');
        int end = hyphen < 0 ? text.length() : hyphen;
        int minor = text.indexOf('.') + 1;
        int patch = text.indexOf('.', minor) + 1;
        return minor > 0
                && patch > 0
                && patch <= end
                && isNumber(text, 0, minor - 1)
                && isNumber(text, minor, patch - 1)
                && isNumber(text, patch, end)
                && (hyphen < 0 || areIdentifiers(text, hyphen + 1));
    }

    private static boolean areIdentifiers(String text, int from) {
        int start = from;
        for (int dot = text.indexOf('.', start); dot >= 0; dot = text.indexOf('.', start)) {
            if (!isIdentifier(text, start, dot)) {
                return false;
            }
            start = dot + 1;
        }
        return isIdentifier(text, start, text.length());
    }

    private static boolean isIdentifier(String text, int from, int to) {
        boolean digits = true;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit && c != '-' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) {
                return false;
            }
            digits &= digit;
        }
        return from < to && (!digits || isNumber(text, from, to));
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to && (to - from == 1 || text.charAt(from) != '0');
    }

    private static String precedenceKey(String text) {
        int hyphen = text.indexOf('-');
        StringBuilder key = new StringBuilder(text.length() + 16);
        for (String number : (hyphen < 0 ? text : text.substring(0, hyphen)).split("\\.", -1)) {
            appendNumber(key, number);
        }
        appendPreRelease(key, hyphen < 0 ? null : text.substring(hyphen + 1));
        return key.toString();
    }

    /** Digits behind their count, so that text order is numeric order for numbers of any size. */
    private static void appendNumber(StringBuilder key, String digits) {
        String count = Integer.toString(digits.length());
        key.append("000", 0, 3 - count.length()).append(count).append(digits);
    }

    /**
     * {@code ~} sorts a release behind its pre-releases; numeric identifiers sort before alphanumeric ones; {@code !}
     * sorts before every identifier character, so that a prefix sorts first.
     */
    private static void appendPreRelease(StringBuilder key, @Nullable String identifiers) {
        if (identifiers == null) {
            key.append('~');
            return;
        }
        key.append('-');
        for (String identifier : identifiers.split("\\.", -1)) {
            if (identifier.chars().allMatch(c -> c >= '0' && c <= '9')) {
                key.append('0');
                appendNumber(key, identifier);
            } else {
                key.append('1').append(identifier);
            }
            key.append('!');
        }
    }

    /** {@code MAJOR.MINOR.PATCH} alone: what a pre-release is one of. */
    public String core() {
        return preRelease() ? text.substring(0, text.indexOf('-')) : text;
    }

    /** Whether this is a pre-release ({@code 1.0.0-rc.1}). */
    public boolean preRelease() {
        return text.indexOf('-') >= 0;
    }

    /**
     * A text whose byte order (PostgreSQL's collation {@code "C"}) is SemVer precedence. Only ASCII; at most 512
     * characters.
     */
    public String precedenceKey() {
        String key = precedenceKey;
        if (key == null) {
            key = precedenceKey(text);
            precedenceKey = key;
        }
        return key;
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return precedenceKey().compareTo(other.precedenceKey());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SemanticVersion that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
