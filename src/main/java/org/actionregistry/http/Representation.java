package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON representation as it goes out: bytes, entity tag and headers are made once, whoever asks and how often. Thread-safe.
 *
 * <p>Where compression pays, a gzip form is made when it is first asked for and kept. It is another representation with an
 * entity tag of its own (RFC 9110, section 8.8.3.3), and every answer says that it depends on {@code Accept-Encoding}.
 */
final class Representation {
    /** Shorter ones fit into a packet or two anyway. */
    private static final int COMPRESSED_FROM = 1024;

    /** What a representation takes beside its bytes: its headers as objects, and twice as they go over the wire. */
    private static final int HEADERS_WEIGHT = 1280;

    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
    private static final CharSequence VARY = HttpHeaders.createOptimized("Vary");
    private static final CharSequence ACCEPT_ENCODING = HttpHeaders.createOptimized("Accept-Encoding");

    private static final Map.Entry<CharSequence, CharSequence> VARIES = Map.entry(VARY, ACCEPT_ENCODING);
    private static final Map.Entry<CharSequence, CharSequence> PACKED = Map.entry(HttpHeaders.CONTENT_ENCODING, GZIP);
    private static final Map.Entry<CharSequence, CharSequence> CONTENT_TYPE =
            Map.entry(HttpHeaders.CONTENT_TYPE, Replies.JSON);

    /**
     * One form of the bytes.
     *
     * @param header {@code tag} as the header wants it
     */
    private record Form(Buffer body, EntityTag tag, CharSequence header, boolean packed) {
        static Form of(Buffer body, EntityTag tag, boolean packed) {
            return new Form(body, tag, HttpHeaders.createOptimized(tag.value()), packed);
        }
    }

    /** The same form found and not modified, as it goes over the wire; null what nobody has asked for. */
    private record Wires(
            @Nullable WireAnswer found, @Nullable WireAnswer notModified) {}

    private final Form plain;
    private final CharSequence cacheControl;
    private final List<Map.Entry<CharSequence, CharSequence>> more;
    private final boolean varies;
    private volatile @Nullable Form gzip;
    private volatile @Nullable Wires plainWires;
    private volatile @Nullable Wires gzipWires;

    private Representation(Form plain, CharSequence cacheControl, Map<String, String> more, boolean varies) {
        this.plain = plain;
        this.cacheControl = cacheControl;
        this.more = more.isEmpty()
                ? List.of()
                : more.entrySet().stream().map(Representation::optimized).toList();
        this.varies = varies;
    }

    private static Map.Entry<CharSequence, CharSequence> optimized(Map.Entry<String, String> header) {
        return Map.entry(HttpHeaders.createOptimized(header.getKey()), HttpHeaders.createOptimized(header.getValue()));
    }

    /** The same with a tag over its bytes. */
    static Representation revalidated(Buffer body, Map<String, String> more) {
        return revalidated(body, EntityTag.of(body), more);
    }

    /**
     * A representation that may change at any time, and has a gzip form where that pays.
     *
     * @param tag of these bytes
     * @param more headers beside those that every representation has
     */
    static Representation revalidated(Buffer body, EntityTag tag, Map<String, String> more) {
        return new Representation(Form.of(body, tag, false), Replies.REVALIDATE, more, true);
    }

    /** A document that never changes, under its digest; never compressed, since it is these bytes that the digest is over. */
    static Representation immutable(Buffer body, EntityTag tag, CharSequence cacheControl, Map<String, String> more) {
        return new Representation(Form.of(body, tag, false), cacheControl, more, false);
    }

    /** The memory it takes at most, in bytes: a gzip form is kept where it has at most half the bytes. */
    int weight() {
        int bytes = plain.body.length();
        return varies && bytes >= COMPRESSED_FROM ? 2 * HEADERS_WEIGHT + bytes + bytes / 2 : HEADERS_WEIGHT + bytes;
    }

    /** Whether the body may be sent in another form than the plain one. */
    boolean varies() {
        return varies;
    }

    /**
     * Sends it, or 304 without a body when the client has it already. To a fresh response, which has a request id at most.
     *
     * @param ifNoneMatch the header's lines joined by commas, null where it was not sent
     * @param gzipAccepted whether the client takes gzip
     */
    Future<Void> send(HttpServerResponse response, @Nullable String ifNoneMatch, boolean gzipAccepted) {
        Form form = gzipAccepted ? shortest() : plain;
        boolean known = form.tag.matches(ifNoneMatch);
        MultiMap headers = response.headers();
        for (Map.Entry<CharSequence, CharSequence> header : headers(form, known)) {
            headers.add(header.getKey(), header.getValue());
        }
        return known ? response.setStatusCode(304).end() : response.end(form.body);
    }

    /** The same for {@link WireLane}, to the byte. */
    WireAnswer wire(@Nullable String ifNoneMatch, boolean gzipAccepted) {
        Form form = gzipAccepted ? shortest() : plain;
        boolean known = form.tag.matches(ifNoneMatch);
        Wires wires = form.packed ? gzipWires : plainWires;
        WireAnswer made = wires == null ? null : known ? wires.notModified : wires.found;
        return made == null ? made(form, known, wires) : made;
    }

    private WireAnswer made(Form form, boolean known, @Nullable Wires wires) {
        WireAnswer answer = WireAnswer.of(known ? 304 : 200, headers(form, known), known ? null : form.body);
        Wires both = known
                ? new Wires(wires == null ? null : wires.found, answer)
                : new Wires(answer, wires == null ? null : wires.notModified);
        if (form.packed) {
            gzipWires = both;
        } else {
            plainWires = both;
        }
        return answer;
    }

    /** @param known whether the client has this form already, and gets no content */
    private List<Map.Entry<CharSequence, CharSequence>> headers(Form form, boolean known) {
        List<Map.Entry<CharSequence, CharSequence>> headers = new ArrayList<>(5 + more.size());
        headers.add(Map.entry(HttpHeaders.ETAG, form.header));
        headers.add(Map.entry(HttpHeaders.CACHE_CONTROL, cacheControl));
        if (varies) {
            headers.add(VARIES);
        }
        headers.addAll(more);
        if (!known && form.packed) {
            headers.add(PACKED);
        }
        if (!known) {
            headers.add(CONTENT_TYPE);
        }
        return headers;
    }

    private Form shortest() {
        if (!varies || plain.body.length() < COMPRESSED_FROM) {
            return plain;
        }
        Form known = gzip;
        if (known == null) {
            known = compressed();
            gzip = known;
        }
        return known;
    }

    /** The plain form where compressing it does not halve it, so that it is not tried again. */
    private Form compressed() {
        byte[] bytes = plain.body.getBytes();
        ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail to be written", impossible);
        }
        String tag = plain.tag.value();
        return packed.size() <= bytes.length / 2
                ? Form.of(
                        Buffer.buffer(packed.toByteArray()),
                        new EntityTag(tag.substring(0, tag.length() - 1) + "-gzip\""),
                        true)
                : plain;
    }
}
