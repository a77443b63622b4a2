package org.actionregistry.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** RFC 3986 percent-encoding of the parts of a database URL; unlike form encoding it leaves {@code +} alone. */
final class PercentCoding {
    private static final String UNRESERVED = "-._~";

    private PercentCoding() {}

    /** @throws IllegalArgumentException naming {@code part}, not what it holds */
    static String decode(String part, String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.write(encoded[i]);
            } else if (i + 2 < encoded.length) {
                bytes.write(16 * digit(part, encoded[i + 1]) + digit(part, encoded[i + 2]));
                i += 2;
            } else {
                throw malformed(part);
            }
        }
        return utf8(part, bytes.toByteArray());
    }

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
            if (plain || UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(hex(b >> 4)).append(hex(b));
            }
        }
        return encoded.toString();
    }

    private static char hex(int nibble) {
        return Character.toUpperCase(Character.forDigit(nibble & 15, 16));
    }

    private static int digit(String part, byte character) {
        int digit = Character.digit(character, 16);
        if (digit < 0) {
            throw malformed(part);
        }
        return digit;
    }

    private static String utf8(String part, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the percent-encoded " + part + " is not UTF-8", e);
        }
    }

    private static IllegalArgumentException malformed(String part) {
        return new IllegalArgumentException(
                "the " + part + " has a '%' that is not followed by two hex digits (write '%25' for '%' itself)");
    }
}
