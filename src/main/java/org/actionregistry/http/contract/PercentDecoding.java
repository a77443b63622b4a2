package org.actionregistry.http.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict percent-decoding (RFC 3986, section 2.1) of UTF-8 text, exactly once. */
final class PercentDecoding {
    private PercentDecoding() {}

    /** A piece of a request target that is no percent-encoded UTF-8. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }

    /** Decodes a path segment, in which {@code +} is itself. */
    static String segment(String raw) throws MalformedException {
        return decode(raw, false);
    }

    /** Decodes a name or value of a query, in which {@code +} is a space (WHATWG URL, section 5.1). */
    static String formText(String raw) throws MalformedException {
        return decode(raw, true);
    }

    private static String decode(String raw, boolean plusIsSpace) throws MalformedException {
        if (isPlain(raw, plusIsSpace)) {
            return raw;
        }
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes[length++] = octet(raw, i);
                i += 2;
            } else if (c > '~' || c < ' ') {
                // Netty hands over raw octets as Latin-1; what they were meant to be is anyone's guess.
                throw new MalformedException("should have every character outside ASCII percent-encoded");
            } else {
                bytes[length++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        return utf8(bytes, length);
    }

    private static boolean isPlain(String raw, boolean plusIsSpace) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c > '~' || c < ' ' || (c == '+' && plusIsSpace)) {
                return false;
            }
        }
        return true;
    }

    private static byte octet(String raw, int percent) throws MalformedException {
        if (percent + 2 < raw.length()) {
            int high = Character.digit(raw.charAt(percent + 1), 16);
            int low = Character.digit(raw.charAt(percent + 2), 16);
            if (high >= 0 && low >= 0) {
                return (byte) (high << 4 | low);
            }
        }
        throw new MalformedException("should have two hex digits after every '%'");
    }

    private static String utf8(byte[] bytes, int length) throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("should be percent-encoded UTF-8");
        }
    }
}
