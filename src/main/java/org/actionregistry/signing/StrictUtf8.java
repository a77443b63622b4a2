package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** UTF-8 as RFC 3629 has it. A new decoder reports what is malformed, where {@code new String} would replace it. */
public final class StrictUtf8 {
    private StrictUtf8() {}

    /**
     * The text of {@code bytes}.
     *
     * @throws IllegalArgumentException when they are not UTF-8
     */
    public static String decode(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the bytes are not UTF-8", e);
        }
    }
}
