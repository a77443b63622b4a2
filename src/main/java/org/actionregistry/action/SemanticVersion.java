package org.actionregistry.action;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final String NUMBER = "(0|[1-9][0-9]*)";
    private static final String IDENTIFIER = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
    private static final Pattern SHAPE = Pattern.compile(
            NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-(" + IDENTIFIER + "(?:\\." + IDENTIFIER + ")*))?");

    private final String text;
    private final String precedenceKey;
    private final boolean preRelease;

    private SemanticVersion(String text, String precedenceKey, boolean preRelease) {
        this.text = text;
        this.precedenceKey = precedenceKey;
        this.preRelease = preRelease;
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
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a version is MAJOR.MINOR.PATCH with an optional -PRERELEASE and no leading zeros (SemVer 2.0.0)");
        }
        StringBuilder key = new StringBuilder(text.length() + 16);
        for (int group = 1; group <= 3; group++) {
            appendNumber(key, matcher.group(group));
        }
        String identifiers = matcher.group(4);
        appendPreRelease(key, identifiers);
        return new SemanticVersion(text, key.toString(), identifiers != null);
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
        int hyphen = text.indexOf('-');
        return hyphen < 0 ? text : text.substring(0, hyphen);
    }

    /** Whether this is a pre-release ({@code 1.0.0-rc.1}). */
    public boolean preRelease() {
        return preRelease;
    }

    /**
     * A text whose byte order (PostgreSQL's collation {@code "C"}) is SemVer precedence. Only ASCII; at most 512
     * characters.
     */
    public String precedenceKey() {
        return precedenceKey;
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return precedenceKey.compareTo(other.precedenceKey);
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
