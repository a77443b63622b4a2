package org.actionregistry.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of newline-delimited JSON as bytes, so that the strict reader sees what really stands there. Blank lines are
 * skipped; {@code \r} before {@code \n} is white space to JSON. Holds one line at a time; closing closes the stream.
 */
public final class NdjsonLines implements AutoCloseable {
    /** The longest line, in bytes; a record of the largest manifest fits even with every character escaped. */
    public static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

    /**
     * One line.
     *
     * @param number counted from 1, blank lines included
     * @param json the text without its line end; empty when the line is longer than {@link #MAX_LINE_BYTES}
     */
    public record Line(long number, Optional<byte[]> json) {}

    private final InputStream in;
    private long number;

    public NdjsonLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next line that is not blank, or empty at the end of the stream. */
    public Optional<Line> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean blank = true;
        boolean tooLong = false;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                number++;
                if (!blank) {
                    return Optional.of(finished(line, tooLong));
                }
                line.reset();
                tooLong = false;
            } else {
                blank &= b == ' ' || b == '\t' || b == '\r';
                tooLong |= line.size() >= MAX_LINE_BYTES;
                if (!tooLong) {
                    line.write(b);
                }
            }
        }
        number++;
        return blank ? Optional.empty() : Optional.of(finished(line, tooLong));
    }

    private Line finished(ByteArrayOutputStream line, boolean tooLong) {
        return new Line(number, tooLong ? Optional.empty() : Optional.of(line.toByteArray()));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
