package org.actionregistry.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of a request that was found plain, as bytes and as what they say, to know others by: those that are the
 * same, but for the entity tags that the client has. For one connection.
 */
final class KnownHead {
    /** Longer lines are decoded each time. */
    static final int LONGEST = 2048;

    private static final int LONGEST_TAGS = 128;

    /** On a line that is no part of another and has no other as a part (RFC 9112, section 5.2). */
    private static final Pattern TAGS = Pattern.compile("(?i)\\r\\nif-none-match: (?=([ -~]*)\\r\\n[^ \\t])");

    private final ByteBuf before;

    /** What follows the tags; null where there are none, and {@code before} is all. */
    private final @Nullable ByteBuf after;

    private final WireHead said;

    private KnownHead(ByteBuf before, @Nullable ByteBuf after, WireHead said) {
        this.before = before;
        this.after = after;
        this.said = said;
    }

    /**
     * Knows others by {@code lines}.
     *
     * @param lines up to the empty line and with it
     * @param said what they say; changes when other tags are found
     */
    static KnownHead of(byte[] lines, WireHead said) {
        String text = "\r\n" + new String(lines, StandardCharsets.ISO_8859_1);
        Matcher tags = TAGS.matcher(text);
        return tags.find()
                ? new KnownHead(ascii(text.substring(2, tags.end())), ascii(text.substring(tags.end(1))), said)
                : new KnownHead(wrap(lines), null, said);
    }

    static ByteBuf ascii(String text) {
        return wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static ByteBuf wrap(byte[] bytes) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes).asReadOnly());
    }

    /** What the lines say that were found last. */
    WireHead said() {
        return said;
    }

    /** Where the head ends whose lines begin at {@code index}; -1 where they are others, or not all there. */
    int endIn(ByteBuf bytes, int index) {
        int end = endOf(before, bytes, index);
        if (end < 0 || after == null) {
            return end;
        }
        int tagsEnd = bytes.indexOf(end, Math.min(bytes.writerIndex(), end + LONGEST_TAGS), (byte) '\r');
        if (tagsEnd < 0 || !isText(bytes, end, tagsEnd)) {
            return -1;
        }
        int headEnd = endOf(after, bytes, tagsEnd);
        if (headEnd >= 0) {
            said.wants(bytes.toString(end, tagsEnd - end, StandardCharsets.ISO_8859_1));
        }
        return headEnd;
    }

    private static int endOf(ByteBuf expected, ByteBuf bytes, int index) {
        int length = expected.readableBytes();
        return bytes.writerIndex() - index >= length && ByteBufUtil.equals(expected, 0, bytes, index, length)
                ? index + length
                : -1;
    }

    /** Printable ASCII, of which nothing can mean anything else to a decoder. */
    private static boolean isText(ByteBuf bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte octet = bytes.getByte(i);
            if (octet < ' ' || octet > '~') {
                return false;
            }
        }
        return true;
    }
}
