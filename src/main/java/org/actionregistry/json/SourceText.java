package org.actionregistry.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The characters of a document whose encoding is beyond doubt.
 *
 * <p>The parser guesses encodings, skips a BOM and accepts overlong forms, each of which gives one meaning several
 * spellings; so it is handed characters, never bytes.
 */
final class SourceText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final char[] chars;
    private final int length;

    private SourceText(char[] chars, int length) {
        this.chars = chars;
        this.length = length;
    }

    /** @throws InvalidJsonException with rule {@code encoding}, {@code bom} or {@code nul} */
    static SourceText decode(byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(utf8);
        // UTF-8 never decodes to more UTF-16 units than it has bytes, so this cannot overflow.
        CharBuffer out = CharBuffer.allocate(utf8.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw refused("encoding", "the text is not valid UTF-8 at byte offset " + in.position());
        }
        SourceText text = new SourceText(out.array(), out.position());
        text.refuseByteOrderMark();
        text.refuseNul();
        return text;
    }

    /** Holds the text from index 0 to {@link #length}; not a copy, so read only. */
    char[] chars() {
        return chars;
    }

    int length() {
        return length;
    }

    /** RFC 8259, section 8.1: a sender must not add one; two spellings of one document otherwise. */
    private void refuseByteOrderMark() {
        if (length > 0 && chars[0] == BYTE_ORDER_MARK) {
            throw refused("bom", "the text starts with a byte order mark; remove its three bytes EF BB BF");
        }
    }

    private void refuseNul() {
        for (int i = 0; i < length; i++) {
            if (chars[i] == 0) {
                throw refused(
                        "nul",
                        "the text holds a NUL character at character offset " + i
                                + "; JSON is sent as UTF-8, and NUL inside a string is written \\u0000");
            }
        }
    }

    private static InvalidJsonException refused(String rule, String message) {
        return new InvalidJsonException(JsonPointer.ROOT, rule, message);
    }
}
