package org.actionregistry.postgres;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Rows in the text format of {@code COPY ... FROM STDIN} (PostgreSQL, COPY, File Formats). */
final class CopyRows {
    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    CopyRows text(String value) {
        separate();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
        return this;
    }

    CopyRows bytes(byte[] value) {
        separate();
        text.append("\\\\x");
        HexFormat.of().formatHex(text, value);
        return this;
    }

    CopyRows bytes(Optional<byte[]> value) {
        if (value.isPresent()) {
            return bytes(value.get());
        }
        separate();
        text.append("\\N");
        return this;
    }

    void endRow() {
        text.append('\n');
        first = true;
    }

    private void separate() {
        if (!first) {
            text.append('\t');
        }
        first = false;
    }

    InputStream stream() {
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
