package org.actionregistry.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON representation as it goes out: bytes, entity tag and headers are made once, whoever asks and how often. Thread-safe.
 *
 * <p>What is equal to another has the same bytes and headers, but may have other {@link CodedForms} at hand. Where there are such
 * forms, every answer says that it depends on {@code Accept-Encoding}.
 */
final class Representation {
    private static final CharSequence VARY = HttpHeaders.createOptimized("Vary");
    private static final CharSequence ACCEPT_ENCODING = HttpHeaders.createOptimized("Accept-Encoding");

    private static final Map.Entry<CharSequence, CharSequence> VARIES = Map.entry(VARY, ACCEPT_ENCODING);
    private static final Map.Entry<CharSequence, CharSequence> CONTENT_TYPE =
            Map.entry(HttpHeaders.CONTENT_TYPE, Replies.JSON);

    private final Form plain;
    private final CharSequence cacheControl;
    private final List<Map.Entry<CharSequence, CharSequence>> more;
    private final @Nullable CodedForms coded;

    private Representation(Form plain, CharSequence cacheControl, Map<String, String> more, boolean varies) {
        this.plain = plain;
        this.cacheControl = cacheControl;
        this.more = more.isEmpty()
                ? List.of()
                : more.entrySet().stream().map(Representation::optimized).toList();
        this.coded = varies ? new CodedForms(plain) : null;
    }

    private static Map.Entry<CharSequence, CharSequence> optimized(Map.Entry<String, String> header) {
        return Map.entry(HttpHeaders.createOptimized(header.getKey()), HttpHeaders.createOptimized(header.getValue()));
    }

    /** The same with a tag over its bytes. */
    static Representation revalidated(Buffer body, Map<String, String> more) {
        return revalidated(body, EntityTag.of(body), more);
    }

    /**
     * The same of bytes that are nobody else's.
     *
     * @param body not changed any more
     */
    static Representation revalidated(byte[] body, Map<String, String> more) {
        return revalidated(BufferInternal.buffer(Unpooled.wrappedBuffer(body)), EntityTag.of(body), more);
    }

    /**
     * A representation that may change at any time, and has compressed forms where these pay.
     *
     * @param tag of these bytes
     * @param more headers beside those that every representation has
     */
    static Representation revalidated(Buffer body, EntityTag tag, Map<String, String> more) {
        return new Representation(Form.plain(body, tag), Replies.REVALIDATE, more, true);
    }

    /** A document that never changes, under its digest; never compressed, since it is these bytes that the digest is over. */
    static Representation immutable(Buffer body, EntityTag tag, CharSequence cacheControl, Map<String, String> more) {
        return new Representation(Form.plain(body, tag), cacheControl, more, false);
    }

    /** The memory it takes now, in bytes: each form that is kept counts. */
    int weight() {
        return plain.weight() + (coded == null ? 0 : coded.weight());
    }

    /** Has somebody told each time it weighs more, which is when a compressed form is made. */
    Representation growing(Runnable grown) {
        if (coded != null) {
            coded.onGrowth(grown);
        }
        return this;
    }

    /** Whether the body may be sent in another form than the plain one. */
    boolean varies() {
        return coded != null;
    }

    /**
     * Sends it, or 304 without a body when the client has it already. To a fresh response, which has a request id at most.
     *
     * @param ifNoneMatch the header's lines joined by commas, null where it was not sent
     * @param codings what the client takes
     * @return fails as {@link CodedForms#get} does, with nothing sent
     */
    Future<Void> send(HttpServerResponse response, @Nullable String ifNoneMatch, Codings codings) {
        Form form = atHand(codings);
        return form == null
                ? made(codings).compose(made -> send(response, ifNoneMatch, made))
                : send(response, ifNoneMatch, form);
    }

    private Future<Void> send(HttpServerResponse response, @Nullable String ifNoneMatch, Form form) {
        boolean known = form.tag().matches(ifNoneMatch);
        MultiMap headers = response.headers();
        for (Map.Entry<CharSequence, CharSequence> header : headers(form, known)) {
            headers.add(header.getKey(), header.getValue());
        }
        return known ? response.setStatusCode(304).end() : response.end(form.body());
    }

    /** The same for {@link WireLane}, to the byte; null where the form has to be waited for. */
    @Nullable
    WireAnswer wire(@Nullable String ifNoneMatch, Codings codings) {
        Form form = atHand(codings);
        return form == null ? null : form.wire(ifNoneMatch, this::headers);
    }

    /**
     * The same when the form is made.
     *
     * @return fails as {@link CodedForms#get} does
     */
    Future<WireAnswer> wired(@Nullable String ifNoneMatch, Codings codings) {
        WireAnswer answer = wire(ifNoneMatch, codings);
        return answer == null
                ? made(codings).map(made -> made.wire(ifNoneMatch, this::headers))
                : Future.succeededFuture(answer);
    }

    private @Nullable Form atHand(Codings codings) {
        if (coded != null) {
            return coded.atHand(codings);
        }
        return codings.plain() ? plain : null;
    }

    private Future<Form> made(Codings codings) {
        return coded == null ? Future.failedFuture(CodedForms.refused(List.of())) : coded.get(codings);
    }

    private List<Map.Entry<CharSequence, CharSequence>> headers(Form form, boolean known) {
        List<Map.Entry<CharSequence, CharSequence>> headers = new ArrayList<>(5 + more.size());
        headers.add(Map.entry(HttpHeaders.ETAG, form.tagHeader()));
        headers.add(Map.entry(HttpHeaders.CACHE_CONTROL, cacheControl));
        if (varies()) {
            headers.add(VARIES);
        }
        headers.addAll(more);
        Coding coding = form.coding();
        if (!known && coding != null) {
            headers.add(coding.header());
        }
        if (!known) {
            headers.add(CONTENT_TYPE);
        }
        return headers;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Representation that
                && varies() == that.varies()
                && plain.tag().equals(that.plain.tag())
                && plain.body().equals(that.plain.body())
                && cacheControl.equals(that.cacheControl)
                && more.equals(that.more);
    }

    @Override
    public int hashCode() {
        return plain.tag().hashCode();
    }
}
