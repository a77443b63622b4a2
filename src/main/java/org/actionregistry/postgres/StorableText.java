package org.actionregistry.postgres;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * U+0000 is a character in JSON and in Java, and the one character PostgreSQL has no place for in {@code text} and
 * {@code jsonb}; copies kept for queries hold U+FFFD instead. The signed bytes are {@code bytea} and keep it.
 */
final class StorableText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final String NUL_ESCAPE = "\\u0000";

    private StorableText() {}

    static String of(String text) {
        return text.replace('\0', REPLACEMENT);
    }

    /**
     * JSON text that {@code jsonb} accepts, or null where {@code canonical} is already that (nearly always), so that it
     * need not be sent twice. In canonical JSON, U+0000 is only ever written as {@code \u005cu0000} (RFC 8785, 3.2.2.2).
     */
    static @Nullable String jsonUnlessSame(byte[] canonical) {
        String json = new String(canonical, StandardCharsets.UTF_8);
        return json.contains(NUL_ESCAPE) ? withoutNulEscapes(json) : null;
    }

    /** JSON text that {@code jsonb} accepts. */
    static String json(byte[] canonical) {
        String replaced = jsonUnlessSame(canonical);
        return replaced == null ? new String(canonical, StandardCharsets.UTF_8) : replaced;
    }

    /** Walks escape by escape: in {@code \\u0000} the first two characters are an escaped backslash. */
    private static String withoutNulEscapes(String json) {
        StringBuilder replaced = new StringBuilder(json.length());
        int at = 0;
        while (at < json.length()) {
            if (json.startsWith(NUL_ESCAPE, at)) {
                replaced.append(REPLACEMENT);
                at += NUL_ESCAPE.length();
            } else {
                int step = json.charAt(at) == '\\' ? 2 : 1;
                replaced.append(json, at, at + step);
                at += step;
            }
        }
        return replaced.toString();
    }
}
