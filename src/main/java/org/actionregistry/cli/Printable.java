package org.actionregistry.cli;

/** Text from elsewhere, made safe to print: what strangers publish must not drive the terminal of those who read it. */
final class Printable {
    private Printable() {}

    /** One line: white space becomes a space, control and format characters (escape sequences, bidi marks) a '?'. */
    static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(safe(c)));
        return safe.toString();
    }

    private static int safe(int c) {
        if (Character.isWhitespace(c)) {
            return ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR -> '?';
            default -> c;
        };
    }
}
