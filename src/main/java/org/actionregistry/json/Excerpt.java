package org.actionregistry.json;

/** A piece of the input, short and harmless enough to stand in a message. */
public final class Excerpt {
    /** The longest piece repeated, in UTF-16 units. */
    static final int LIMIT = 40;

    private Excerpt() {}

    /** In double quotes; cut after {@value #LIMIT} characters, anything unprintable replaced by {@code ?}. */
    static String of(String text) {
        return '"' + unquoted(text) + '"';
    }

    /** Cut after {@value #LIMIT} characters, anything unprintable replaced by {@code ?}. */
    public static String unquoted(String text) {
        int shown = Math.min(text.length(), LIMIT);
        StringBuilder excerpt = new StringBuilder(shown + 3);
        for (int i = 0; i < shown; i++) {
            excerpt.append(printable(text.charAt(i)));
        }
        return excerpt.append(shown < text.length() ? "..." : "").toString();
    }

    /** The character, or {@code ?} where it would break a line, reverse its direction or be half of a pair. */
    static char printable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> '?';
            default -> c;
        };
    }
}
