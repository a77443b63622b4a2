package org.actionregistry.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Gives every request an id, the caller's own {@code X-Request-Id} when it is sane, and answers with it. The id joins the
 * caller's log, ours and the error envelope.
 */
public final class RequestIds implements Handler<RoutingContext> {
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = "request-id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    @Override
    public void handle(RoutingContext ctx) {
        assign(ctx);
        ctx.next();
    }

    /** The id of this request; given now where the request failed before any handler ran. */
    public static String of(RoutingContext ctx) {
        String id = ctx.get(KEY);
        return id == null ? assign(ctx) : id;
    }

    private static String assign(RoutingContext ctx) {
        String given = ctx.request().getHeader(HEADER);
        String id = given != null && SANE.matcher(given).matches() ? given : fresh();
        ctx.put(KEY, id);
        ctx.response().putHeader(HEADER, id);
        return id;
    }

    /** 96 bits, unique enough to find one request; not a secret. */
    static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(Locale.ROOT, "%08x%016x", random.nextInt(), random.nextLong());
    }
}
