package org.actionregistry.json;

import java.util.Arrays;

/** A growing array of UTF-8; runs of plain ASCII, nearly all of a manifest, are copied without a look at what follows. */
final class Utf8Bytes {
    /** Enough for one character in any form: six bytes for an escape. */
    private static final int ONE_CHARACTER = 6;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes = new byte[512];
    private int size;

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void ascii(char c) {
        ensure(1);
        bytes[size++] = (byte) c;
    }

    void ascii(String text) {
        int length = text.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    /**
     * The inside of a JSON string (RFC 8785, section 3.2.2.2).
     *
     * @throws IllegalArgumentException when the text holds a lone surrogate
     */
    void escaped(String text) {
        int length = text.length();
        int i = plain(text, 0);
        while (i < length) {
            ensure(ONE_CHARACTER);
            char c = text.charAt(i);
            if (c < 0x80) {
                escape(c);
            } else if (c < 0x800) {
                put2(c);
            } else if (!Character.isSurrogate(c)) {
                put3(c);
            } else {
                put4(pair(text, i));
                i++;
            }
            i = plain(text, i + 1);
        }
    }

    /** Copies ASCII that needs no escape, and returns the index of the first character that is something else. */
    private int plain(String text, int from) {
        int length = text.length();
        ensure(length - from);
        byte[] target = bytes;
        int at = size;
        int i = from;
        while (i < length) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
                break;
            }
            target[at++] = (byte) c;
            i++;
        }
        size = at;
        return i;
    }

    private void escape(char c) {
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = (byte) c;
            case '\b' -> bytes[size++] = 'b';
            case '\t' -> bytes[size++] = 't';
            case '\n' -> bytes[size++] = 'n';
            case '\f' -> bytes[size++] = 'f';
            case '\r' -> bytes[size++] = 'r';
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[c >> 4];
                bytes[size++] = HEX[c & 0xF];
            }
        }
    }

    private void put2(int c) {
        bytes[size++] = (byte) (0xC0 | (c >> 6));
        continuation(c);
    }

    private void put3(int c) {
        bytes[size++] = (byte) (0xE0 | (c >> 12));
        continuation(c >> 6);
        continuation(c);
    }

    private void put4(int c) {
        bytes[size++] = (byte) (0xF0 | (c >> 18));
        continuation(c >> 12);
        continuation(c >> 6);
        continuation(c);
    }

    private void continuation(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3F));
    }

    private static int pair(String text, int at) {
        int character = text.codePointAt(at);
        if (!Character.isSupplementaryCodePoint(character)) {
            throw new IllegalArgumentException("a string holds half of a surrogate pair at index " + at);
        }
        return character;
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
