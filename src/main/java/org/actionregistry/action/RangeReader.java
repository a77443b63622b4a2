package org.actionregistry.action;

import java.util.ArrayList;
import java.util.List;
import org.actionregistry.action.Comparators.One;

/** Reads a {@link VersionRange}, from left to right, once. */
final class RangeReader {
    private static final String OR = "||";
    private static final String HYPHEN = "- ";

    /** Longer ones before those they begin with; the empty one is that of a version alone. */
    private static final List<String> OPERATORS = List.of(">=", "<=", "~>", ">", "<", "=", "~", "^", "");

    private final String text;
    private int position;

    RangeReader(String text) {
        this.text = text;
    }

    List<Comparators> read() {
        List<Comparators> alternatives = new ArrayList<>();
        do {
            alternatives.add(new Comparators(alternative()));
        } while (accept(OR));
        return alternatives;
    }

    /** Ends at {@code ||} or at the end of the text. */
    private List<One> alternative() {
        List<One> comparators = new ArrayList<>();
        skipSpaces();
        while (!alternativeEnds()) {
            String operator = operator();
            skipSpaces();
            PartialVersion version = version();
            boolean spaced = skipSpaces();
            if (operator.isEmpty() && comparators.isEmpty() && spaced && accept(HYPHEN)) {
                return hyphen(version);
            }
            comparators.addAll(comparators(operator, version));
            if (!spaced && !alternativeEnds()) {
                throw refused("a space, '||' or the end");
            }
        }
        return comparators;
    }

    private List<One> hyphen(PartialVersion from) {
        skipSpaces();
        List<One> comparators = new ArrayList<>(from.atLeast());
        comparators.addAll(version().atMost());
        skipSpaces();
        if (!alternativeEnds()) {
            throw refused("'||' or the end, since A - B stands alone,");
        }
        return comparators;
    }

    private static List<One> comparators(String operator, PartialVersion version) {
        return switch (operator) {
            case ">=" -> version.atLeast();
            case "<=" -> version.atMost();
            case ">" -> version.more();
            case "<" -> version.less();
            case "~", "~>" -> version.tilde();
            case "^" -> version.caret();
            default -> version.same();
        };
    }

    private String operator() {
        return OPERATORS.stream().filter(this::accept).findFirst().orElseThrow();
    }

    private PartialVersion version() {
        accept("v");
        List<String> numbers = new ArrayList<>();
        boolean wildcard = false;
        int places = 0;
        do {
            if (acceptWildcard()) {
                wildcard = true;
            } else if (wildcard) {
                throw refused("'x' or '*', since a wildcard came before,");
            } else {
                numbers.add(number());
            }
        } while (++places < 3 && accept("."));
        return new PartialVersion(numbers, preRelease(numbers.size()));
    }

    private boolean acceptWildcard() {
        return accept("x") || accept("X") || accept("*");
    }

    private String number() {
        int start = position;
        while (position < text.length() && digit(text.charAt(position))) {
            position++;
        }
        if (start == position) {
            throw refused("a version such as 1.2.3, 1.2 or 1.x");
        }
        String digits = text.substring(start, position);
        if (digits.length() > 1 && digits.startsWith("0")) {
            position = start;
            throw refused("a number without leading zeros");
        }
        return digits;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private String preRelease(int numbers) {
        int start = position;
        if (!accept("-")) {
            if (position < text.length() && text.charAt(position) == '+') {
                throw refused("no build metadata");
            }
            return "";
        }
        if (numbers < 3) {
            position = start;
            throw refused("MAJOR.MINOR.PATCH in numbers before a pre-release");
        }
        while (position < text.length() && identifierPart(text.charAt(position))) {
            position++;
        }
        String preRelease = text.substring(start, position);
        try {
            SemanticVersion.ofAnyLength("0.0.0" + preRelease);
        } catch (IllegalArgumentException malformed) {
            position = start;
            throw refused("a pre-release such as -rc.1, without leading zeros,");
        }
        return preRelease;
    }

    private static boolean identifierPart(char c) {
        return digit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '.';
    }

    private boolean alternativeEnds() {
        return position == text.length() || text.startsWith(OR, position);
    }

    private boolean accept(String token) {
        if (!text.startsWith(token, position)) {
            return false;
        }
        position += token.length();
        return true;
    }

    /** Whether there were any. */
    private boolean skipSpaces() {
        int start = position;
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
        return position > start;
    }

    private IllegalArgumentException refused(String expected) {
        return new IllegalArgumentException("a range has " + expected + " at character " + (position + 1));
    }
}
