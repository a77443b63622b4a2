package org.actionregistry.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a representation in one coding, or in none. Each is another representation with an entity tag of its own (RFC
 * 9110, section 8.8.3.3). Thread-safe.
 */
final class Form {
    /** What one takes beside its bytes: its headers as objects, and twice as they go over the wire. */
    private static final int HEADERS_WEIGHT = 1280;

    private final Buffer body;
    private final EntityTag tag;
    private final CharSequence tagHeader;
    private final @Nullable Coding coding;

    /** As they go over the wire; null what nobody has asked for, since most of what has to be read is asked for once. */
    private volatile @Nullable WireAnswer found;

    private volatile @Nullable WireAnswer notModified;

    /** What a form does not know: the headers of its representation. */
    interface Headers {
        /** @param known whether the client has this form already, and gets no content */
        List<Map.Entry<CharSequence, CharSequence>> of(Form form, boolean known);
    }

    private Form(Buffer body, EntityTag tag, @Nullable Coding coding) {
        this.body = body;
        this.tag = tag;
        this.tagHeader = HttpHeaders.createOptimized(tag.value());
        this.coding = coding;
    }

    static Form plain(Buffer body, EntityTag tag) {
        return new Form(body, tag, null);
    }

    /** The same in a coding. */
    Form coded(Coding coding, byte[] bytes) {
        String plain = tag.value();
        return new Form(
                Buffer.buffer(bytes),
                new EntityTag(plain.substring(0, plain.length() - 1) + "-" + coding.token() + '"'),
                coding);
    }

    Buffer body() {
        return body;
    }

    EntityTag tag() {
        return tag;
    }

    /** The tag as the header wants it. */
    CharSequence tagHeader() {
        return tagHeader;
    }

    @Nullable
    Coding coding() {
        return coding;
    }

    /** The memory it takes at most, in bytes. */
    int weight() {
        return HEADERS_WEIGHT + body.length();
    }

    /** The answer for {@link WireLane}: this form, or that the client has it already. */
    WireAnswer wire(@Nullable String ifNoneMatch, Headers headers) {
        boolean known = tag.matches(ifNoneMatch);
        WireAnswer ready = known ? notModified : found;
        return ready == null ? made(known, headers) : ready;
    }

    private WireAnswer made(boolean known, Headers headers) {
        WireAnswer answer = WireAnswer.of(known ? 304 : 200, headers.of(this, known), known ? null : body);
        if (known) {
            notModified = answer;
        } else {
            found = answer;
        }
        return answer;
    }
}
