package org.actionregistry.http;

import io.vertx.core.http.HttpHeaders;
import java.util.Map;

/**
 * A content coding that answers may have (RFC 9110, section 8.4.1). Of those that a client likes equally the first one is
 * taken: real definitions are shortest in {@code br}; {@code zstd} and gzip come to the same, but what is long is
 * made and read in less time as {@code zstd} (docs/PERFORMANCE.md).
 */
enum Coding {
    /** RFC 7932. */
    BROTLI("br"),
    /** RFC 8878; a frame's window is no larger than its content, and so within the 8 MB of RFC 9659. */
    ZSTANDARD("zstd"),
    /** RFC 1952. */
    GZIP("gzip");

    /** How many there are. */
    static final int COUNT = values().length;

    private final String token;
    private final Map.Entry<CharSequence, CharSequence> header;

    Coding(String token) {
        this.token = token;
        this.header = Map.entry(HttpHeaders.CONTENT_ENCODING, HttpHeaders.createOptimized(token));
    }

    /** As it stands in headers. */
    String token() {
        return token;
    }

    /** The {@code Content-Encoding} of what has it. */
    Map.Entry<CharSequence, CharSequence> header() {
        return header;
    }
}
