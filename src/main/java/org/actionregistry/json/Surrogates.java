package org.actionregistry.json;

/** Lone surrogates: UTF-16 units that stand for no character and have no UTF-8 form (RFC 7493, section 2.1). */
final class Surrogates {
    private Surrogates() {}

    static boolean hasLone(String text) {
        return firstLone(text, 0) < text.length();
    }

    /** The text with each lone surrogate replaced by U+FFFD. */
    static String replaceLone(String text) {
        int lone = firstLone(text, 0);
        if (lone == text.length()) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text);
        while (lone < text.length()) {
            replaced.setCharAt(lone, '\uFFFD');
            lone = firstLone(text, lone + 1);
        }
        return replaced.toString();
    }

    /** The index of the first one, or the length of the text. */
    private static int firstLone(String text, int from) {
        int length = text.length();
        int i = from;
        while (i < length) {
            if (!Character.isSurrogate(text.charAt(i))) {
                i++;
            } else if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                i += 2;
            } else {
                return i;
            }
        }
        return length;
    }
}
