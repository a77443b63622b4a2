package org.actionregistry.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the header lines of a request say to {@link WireLane}, read in one pass: looking for a dozen names one by one costs more
 * than the rest of an answer. For one event loop, which reads the next request into it when it is done with the last one, or for
 * one connection, which knows the next request by it.
 */
final class WireHead {
    private static final AsciiString API_KEY = AsciiString.cached(AccessGuard.API_KEY.toString());
    private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
    private static final AsciiString REQUEST_ID = AsciiString.cached(RequestIds.HEADER);

    private @Nullable String host;
    private @Nullable String accept;
    private @Nullable String apiKey;
    private @Nullable String authorization;
    private @Nullable String ifNoneMatch;
    private @Nullable String acceptEncoding;
    private @Nullable String requestId;
    private int lines;
    private boolean body;
    private boolean odd;

    /**
     * Reads the headers of a request.
     *
     * @return whether there is nothing in them that makes it more than a plain request: no upgrade, no end of the connection, nothing
     *     to be said before its body, and none twice of those that are looked at
     */
    boolean read(HttpHeaders headers) {
        host = null;
        accept = null;
        apiKey = null;
        authorization = null;
        ifNoneMatch = null;
        acceptEncoding = null;
        requestId = null;
        lines = 0;
        body = false;
        odd = false;
        for (Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence(); all.hasNext(); ) {
            Map.Entry<CharSequence, CharSequence> line = all.next();
            lines++;
            read(line.getKey(), line.getValue());
        }
        return !odd;
    }

    /** The same, to be kept. */
    WireHead copy() {
        WireHead copy = new WireHead();
        copy.host = host;
        copy.accept = accept;
        copy.apiKey = apiKey;
        copy.authorization = authorization;
        copy.ifNoneMatch = ifNoneMatch;
        copy.acceptEncoding = acceptEncoding;
        copy.requestId = requestId;
        copy.lines = lines;
        copy.body = body;
        return copy;
    }

    /** Asks for what has none of these entity tags. */
    void wants(String tags) {
        ifNoneMatch = tags;
    }

    /** Names of no other length are of any matter. */
    private void read(CharSequence name, CharSequence value) {
        switch (name.length()) {
            case 4 -> {
                if (is(name, HttpHeaderNames.HOST)) {
                    host = once(host, value);
                }
            }
            case 6 -> {
                if (is(name, HttpHeaderNames.ACCEPT)) {
                    accept = once(accept, value);
                } else {
                    odd |= is(name, HttpHeaderNames.EXPECT);
                }
            }
            case 7 -> odd |= is(name, HttpHeaderNames.UPGRADE);
            case 9 -> {
                if (is(name, API_KEY)) {
                    apiKey = once(apiKey, value);
                }
            }
            case 10 -> odd |= is(name, HttpHeaderNames.CONNECTION) && !is(value, KEEP_ALIVE);
            case 12 -> {
                if (is(name, REQUEST_ID)) {
                    requestId = once(requestId, value);
                }
            }
            case 13 -> {
                if (is(name, HttpHeaderNames.IF_NONE_MATCH)) {
                    ifNoneMatch = once(ifNoneMatch, value);
                } else if (is(name, HttpHeaderNames.AUTHORIZATION)) {
                    authorization = once(authorization, value);
                }
            }
            case 14 -> body |= is(name, HttpHeaderNames.CONTENT_LENGTH);
            case 15 -> {
                if (is(name, HttpHeaderNames.ACCEPT_ENCODING)) {
                    acceptEncoding = once(acceptEncoding, value);
                }
            }
            case 17 -> body |= is(name, HttpHeaderNames.TRANSFER_ENCODING);
            default -> {
                // Nothing that changes the answer.
            }
        }
    }

    private static boolean is(CharSequence text, AsciiString expected) {
        return AsciiString.contentEqualsIgnoreCase(text, expected);
    }

    private String once(@Nullable String before, CharSequence value) {
        odd |= before != null;
        return value.toString();
    }

    @Nullable
    String host() {
        return host;
    }

    @Nullable
    String accept() {
        return accept;
    }

    @Nullable
    String apiKey() {
        return apiKey;
    }

    @Nullable
    String authorization() {
        return authorization;
    }

    @Nullable
    String ifNoneMatch() {
        return ifNoneMatch;
    }

    @Nullable
    String acceptEncoding() {
        return acceptEncoding;
    }

    @Nullable
    String requestId() {
        return requestId;
    }

    /** Whether a body follows. */
    boolean hasBody() {
        return body;
    }

    /** How many header lines there are. */
    int lines() {
        return lines;
    }
}
