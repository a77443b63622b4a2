package org.actionregistry.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.actionregistry.audit.Secrets;
import org.jspecify.annotations.Nullable;

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

    private static final int FRESH_LENGTH = 24;

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

    /**
     * The id that a request gets which says {@code given}.
     *
     * @param given null where it says nothing
     */
    static CharSequence of(@Nullable String given, Secrets secrets) {
        return given != null && isSane(given) && !secrets.occurIn(given) ? given : freshAscii();
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

    /** Writes one as it goes over the wire. */
    static void write(CharSequence id, ByteBuf bytes) {
        if (id instanceof AsciiString fresh) {
            bytes.writeBytes(fresh.array(), fresh.arrayOffset(), fresh.length());
        } else {
            bytes.writeCharSequence(id, StandardCharsets.US_ASCII);
        }
    }

    private static byte[] freshBytes() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long bits = random.nextLong();
        byte[] digits = new byte[FRESH_LENGTH];
        ByteBuffer.wrap(digits)
                .putLong(hex(random.nextInt()))
                .putLong(hex((int) (bits >>> 32)))
                .putLong(hex((int) bits));
        return digits;
    }

    /** The eight digits of a number in ASCII, all made at once: there is one number for each answer. */
    private static long hex(int number) {
        long digits = Integer.toUnsignedLong(number);
        digits = (digits | digits << 16) & 0x0000_ffff_0000_ffffL;
        digits = (digits | digits << 8) & 0x00ff_00ff_00ff_00ffL;
        digits = (digits | digits << 4) & 0x0f0f_0f0f_0f0f_0f0fL;
        long letters = (digits + 0x0606_0606_0606_0606L) >>> 4 & 0x0101_0101_0101_0101L;
        return digits + 0x3030_3030_3030_3030L + letters * ('a' - '9' - 1);
    }
}
