package org.actionregistry.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The blocks of an event stream (WHATWG HTML, section 9.2.6), as far as a registry uses it. */
final class EventBlocks implements AutoCloseable {
    /** A leaf of the log has at most 65,535 bytes. */
    private static final int MAX_LINE_BYTES = 256 * 1024;

    /**
     * What a blank line ended; what was not there is empty.
     *
     * @param id the place to resume behind
     */
    record Block(Optional<String> id, String event, Optional<String> data) {}

    private final InputStream in;

    EventBlocks(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next block; empty at the end of the stream. What the end cuts off does not count. */
    Optional<Block> next() throws IOException {
        Optional<String> id = Optional.empty();
        Optional<String> data = Optional.empty();
        String event = "message";
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            String text = line.get();
            int colon = text.indexOf(':');
            String value = colon < 0 ? "" : text.substring(colon + 1).replaceFirst("^ ", "");
            switch (colon < 0 ? text : text.substring(0, colon)) {
                case "id" -> id = Optional.of(value);
                case "event" -> event = value;
                case "data" ->
                    data = Optional.of(data.map(before -> before + "\n").orElse("") + value);
                default -> {
                    if (text.isEmpty()) {
                        return Optional.of(new Block(id, event, data));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                return Optional.empty();
            }
            if (line.size() >= MAX_LINE_BYTES) {
                throw new IOException("a line of the event stream is longer than " + MAX_LINE_BYTES + " bytes");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
