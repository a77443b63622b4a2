package org.actionregistry.json;

/** Recovers a key that the tokenizer gave up on, so that a refusal can name it. */
final class BrokenKey {
    private BrokenKey() {}

    /**
     * The key whose text surrounds {@code offset}, escapes resolved; a malformed escape appears as U+FFFD.
     *
     * @param offset after the key's opening quote, at or before its closing one
     */
    static String around(SourceText text, int offset) {
        char[] chars = text.chars();
        int at = offset;
        do {
            at--;
        } while (at > 0 && (chars[at] != '"' || isEscaped(chars, at)));
        StringBuilder key = new StringBuilder();
        at++;
        while (at < text.length() && chars[at] != '"') {
            int length = chars[at] != '\\' ? 1 : at + 1 < text.length() && chars[at + 1] == 'u' ? 6 : 2;
            if (at + length > text.length()) {
                break;
            }
            key.append(length == 1 ? chars[at] : unescaped(new String(chars, at + 1, length - 1)));
            at += length;
        }
        return key.toString();
    }

    private static boolean isEscaped(char[] chars, int at) {
        int from = at;
        while (from > 0 && chars[from - 1] == '\\') {
            from--;
        }
        return (at - from) % 2 == 1;
    }

    /** The character of an escape without its backslash; U+FFFD for one that JSON does not know. */
    private static char unescaped(String escape) {
        if (escape.length() == 1) {
            int index = "\"\\/bfnrt".indexOf(escape.charAt(0));
            return index < 0 ? '\uFFFD' : "\"\\/\b\f\n\r\t".charAt(index);
        }
        int unit = 0;
        for (int i = 1; i < escape.length(); i++) {
            int digit = Character.digit(escape.charAt(i), 16);
            if (digit < 0) {
                return '\uFFFD';
            }
            unit = (unit << 4) | digit;
        }
        return (char) unit;
    }
}
