package org.actionregistry.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The answers that arrive on one connection, one at a time; knows of HTTP/1.1 what our own server sends. */
final class Answers {
    private static final int LARGEST = 16 * 1024;
    private static final String LENGTH = "\r\ncontent-length: ";

    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST);

    /**
     * Takes what has arrived.
     *
     * @return whether the answer is complete
     * @throws IOException when it is not 201, or the connection has ended
     */
    boolean read(SocketChannel channel) throws IOException {
        if (channel.read(buffer) < 0) {
            throw new IOException("the server has closed a connection; so far it said: " + text());
        }
        String text = text();
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        int field = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (field < 0 || field > head) {
            throw new IOException("an answer without a length: " + text);
        }
        int digits = field + LENGTH.length();
        int length = Integer.parseInt(text.substring(digits, text.indexOf('\r', digits)));
        if (text.length() < head + 4 + length) {
            return false;
        }
        if (!text.startsWith("HTTP/1.1 201 ")) {
            throw new IOException("not published: " + text);
        }
        buffer.clear();
        return true;
    }

    private String text() {
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    }
}
