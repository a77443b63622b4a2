package org.actionregistry.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.actionregistry.audit.Secrets;

/**
 * Gives every request an id, the caller's own {@code X-Request-Id} when it is sane, and answers with it. The id joins the
 * caller's log, ours and the error envelope.
 */
final class RequestIds implements Handler<RoutingContext> {
    static final String HEADER = "X-Request-Id";

    private static final String KEY = "request-id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

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
        String given = of(ctx.request().headers());
        String id = secrets.occurIn(given) ? fresh() : given;
        ctx.put(KEY, id);
        ctx.response().putHeader(HEADER, id);
        next.handle(ctx);
    }

    /** The id that a request gets: its own where that is sane. */
    static String of(MultiMap headers) {
        String given = headers.get(HEADER);
        return given != null && SANE.matcher(given).matches() ? given : fresh();
    }

    /** The id of this request. */
    static String of(RoutingContext ctx) {
        String id = ctx.get(KEY);
        return id == null ? "-" : id;
    }

    /** 96 bits, unique enough to find one request; not a secret. */
    static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(Locale.ROOT, "%08x%016x", random.nextInt(), random.nextLong());
    }
}
