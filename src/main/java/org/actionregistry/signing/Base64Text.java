package org.actionregistry.signing;

import java.util.Base64;

/**
 * Bytes as text: {@code base64:} and standard padded base64 (RFC 4648, section 4).
 *
 * <p>Decoding is strict so that bytes have one spelling beside the prefix: no line breaks, no URL-safe letters, padding
 * required, the unused bits of the last letter zero (RFC 4648, section 3.5).
 */
public final class Base64Text {
    private static final String PREFIX = "base64:";

    private Base64Text() {}

    /** The text of {@code bytes}, with the prefix. */
    public static String encode(byte[] bytes) {
        return PREFIX + encodeBare(bytes);
    }

    /** The text of {@code bytes} without the prefix, as the line formats of C2SP have it. */
    public static String encodeBare(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * The bytes of {@code text}, with or without the prefix.
     *
     * @throws IllegalArgumentException when the text is not canonical base64; says why, and repeats none of it
     */
    public static byte[] decode(String text) {
        return decodeBare(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    }

    /**
     * The bytes of {@code letters}, which have no prefix.
     *
     * @throws IllegalArgumentException when the text is not canonical base64; says why, and repeats none of it
     */
    public static byte[] decodeBare(String letters) {
        for (int i = 0; i < letters.length(); i++) {
            if (!isLetter(letters.charAt(i)) && letters.charAt(i) != '=') {
                throw new IllegalArgumentException(
                        "not base64: only A-Z, a-z, 0-9, '+', '/' and '=' at the end are allowed");
            }
        }
        if (letters.length() % 4 != 0) {
            throw new IllegalArgumentException("not base64: the length, with '=' padding, must be a multiple of four");
        }
        return decodeCanonical(letters);
    }

    private static byte[] decodeCanonical(String letters) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(letters);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not base64: '=' stands at the end only, at most twice", e);
        }
        // The JDK ignores the unused bits of the last letter; writing the bytes again shows whether they were zero.
        if (!encodeBare(bytes).equals(letters)) {
            throw new IllegalArgumentException("not canonical base64: the unused bits of the last letter must be zero");
        }
        return bytes;
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
