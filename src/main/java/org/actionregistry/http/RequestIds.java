package org.actionregistry.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.actionregistry.audit.Secrets;

/**
 * Gives every request an id, the caller's own {@code X-Request-Id} when it is sane, and answers with it. The id joins the
 * caller's log, ours and the error envelope.
 */
final class RequestIds implements Handler<RoutingContext> {
    static final String HEADER = "X-Request-Id";

    /** The same as the header maps like it. */
    static final CharSequence NAME = HttpHeaders.createOptimized(HEADER);

    private static final String KEY = "request-id";
    private static final String PUNCTUATION = "._:-";
    private static final int LONGEST = 128;

    /** In characters. */
    static final int FRESH_LENGTH = 24;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private final Secrets secrets;
    private final Handler<RoutingContext> next;

    /**
     * @param secrets what is never taken for an id, which logs and the audit trail keep
     * @param next what comes next and continues the request
     */
    RequestIds(Secrets secrets, Handler<RoutingContext> next) {
        this.secrets = secrets;
        this.next = next;
    }

    @Override
    public void handle(RoutingContext ctx) {
        String id = of(ctx.request().headers(), secrets).toString();
        ctx.put(KEY, id);
        ctx.response().putHeader(HEADER, id);
        next.handle(ctx);
    }

    /** The id that a request gets: its own where that is sane and has none of the secrets in it. */
    static CharSequence of(MultiMap headers, Secrets secrets) {
        CharSequence id = of(headers);
        return headers.contains(NAME) && secrets.occurIn(id.toString()) ? freshAscii() : id;
    }

    /** The id that a request gets: its own where that is sane. */
    static CharSequence of(MultiMap headers) {
        String given = headers.get(NAME);
        return given != null && isSane(given) ? given : freshAscii();
    }

    private static boolean isSane(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || PUNCTUATION.indexOf(c) >= 0;
            if (!allowed) {
                return false;
            }
        }
        return !id.isEmpty() && id.length() <= LONGEST;
    }

    /** The id of this request. */
    static String of(RoutingContext ctx) {
        String id = ctx.get(KEY);
        return id == null ? "-" : id;
    }

    /** 96 bits, unique enough to find one request; not a secret. */
    static String fresh() {
        return freshAscii().toString();
    }

    /** In the form that goes out without being looked at again. */
    private static AsciiString freshAscii() {
        return new AsciiString(freshBytes(), false);
    }

    /** Writes one in ASCII. */
    static void writeFresh(ByteBuf bytes) {
        bytes.writeBytes(freshBytes());
    }

    private static byte[] freshBytes() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] digits = new byte[FRESH_LENGTH];
        putHex(digits, 0, 8, random.nextInt());
        putHex(digits, 8, FRESH_LENGTH, random.nextLong());
        return digits;
    }

    private static void putHex(byte[] digits, int from, int to, long bits) {
        for (int i = to - 1; i >= from; i--) {
            digits[i] = HEX[(int) (bits & 0xf)];
            bits >>>= 4;
        }
    }
}
