package org.actionregistry.bench;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection with one request under way at most; knows of HTTP/1.1 what our own server sends. */
final class ClientLine {
    private static final int LARGEST = 64 * 1024;
    private static final int STATUS = "HTTP/1.1 ".length();
    private static final byte[] LENGTH = {'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h', ':', ' '
    };

    private final SocketChannel channel;
    private final ByteBuffer shared;
    private ByteBuffer in;
    private long due = System.nanoTime();
    private long sent;
    private byte[] request = {};

    /** @param shared where answers arrive that are whole at once, which nearly all are; of all lines of a thread */
    ClientLine(SocketChannel channel, ByteBuffer shared) {
        this.channel = channel;
        this.shared = shared;
        this.in = shared;
    }

    static ByteBuffer buffer() {
        return ByteBuffer.allocate(LARGEST);
    }

    /** When the request was to be sent, by {@link System#nanoTime}. */
    long due() {
        return due;
    }

    /** When it was sent. */
    long sent() {
        return sent;
    }

    /** The last one that was sent. */
    byte[] request() {
        return request;
    }

    void send(byte[] whole, long dueAt) throws IOException {
        request = whole;
        due = dueAt;
        sent = System.nanoTime();
        ByteBuffer buffer = ByteBuffer.wrap(whole);
        channel.write(buffer);
        if (buffer.hasRemaining()) {
            throw new IOException("a request of " + whole.length + " bytes does not fit the socket's buffer");
        }
    }

    void close() throws IOException {
        channel.close();
    }

    /** The status of an answer that is complete, else 0; below that when the server has closed the connection. */
    int read() throws IOException {
        if (in == shared) {
            in.clear();
        }
        try {
            if (channel.read(in) < 0) {
                return -1;
            }
        } catch (SocketException reset) {
            return -1;
        }
        if (isWhole()) {
            in = shared;
            return 100 * digit(STATUS) + 10 * digit(STATUS + 1) + digit(STATUS + 2);
        }
        if (in == shared) {
            in = buffer().put(shared.flip());
        }
        return 0;
    }

    private boolean isWhole() throws IOException {
        int length = -1;
        for (int line = 0; line < in.position(); line = next(line)) {
            if (in.get(line) == '\r') {
                if (length < 0) {
                    throw new IOException("an answer without a length");
                }
                return in.position() >= line + 2 + length;
            }
            if (isLength(line)) {
                length = number(line + LENGTH.length);
            }
        }
        return false;
    }

    private int next(int line) {
        int at = line;
        while (at < in.position() && in.get(at) != '\n') {
            at++;
        }
        return at + 1;
    }

    private boolean isLength(int line) {
        if (line + LENGTH.length >= in.position()) {
            return false;
        }
        for (int i = 0; i < LENGTH.length; i++) {
            if (Character.toLowerCase(in.get(line + i)) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from) {
        int value = 0;
        for (int at = from; at < in.position() && in.get(at) != '\r'; at++) {
            value = 10 * value + digit(at);
        }
        return value;
    }

    private int digit(int at) {
        return in.get(at) - '0';
    }
}
