package org.actionregistry.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 answer as bytes (RFC 9112, section 2.1), but for the request's id. Immutable.
 *
 * @param before status line, and the name of the id's header
 * @param after the rest of the head
 * @param body read by position only, since threads share it; null where there is none
 */
record WireAnswer(
        int status, byte[] before, byte[] after, @Nullable ByteBuf body) {
    private static final String LINE_END = "\r\n";

    /** @param body null for an answer that has none, and says nothing of its length */
    static WireAnswer of(int status, List<Map.Entry<CharSequence, CharSequence>> headers, @Nullable Buffer body) {
        StringBuilder after = new StringBuilder(LINE_END);
        headers.forEach(header -> line(after, header.getKey(), header.getValue()));
        if (body != null) {
            line(after, HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        }
        return new WireAnswer(
                status,
                bytes("HTTP/1.1 " + HttpResponseStatus.valueOf(status) + LINE_END + RequestIds.NAME + ": "),
                bytes(after.append(LINE_END).toString()),
                body == null ? null : ((BufferInternal) body).getByteBuf());
    }

    private static void line(StringBuilder head, CharSequence name, CharSequence value) {
        head.append(name).append(": ").append(value).append(LINE_END);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * The bytes with an id in them.
     *
     * @param id in ASCII
     */
    ByteBuf bytes(ByteBufAllocator allocator, CharSequence id) {
        int bodyBytes = body == null ? 0 : body.readableBytes();
        ByteBuf bytes = allocator.ioBuffer(before.length + id.length() + after.length + bodyBytes);
        bytes.writeBytes(before);
        RequestIds.write(id, bytes);
        bytes.writeBytes(after);
        if (body != null) {
            bytes.writeBytes(body, body.readerIndex(), bodyBytes);
        }
        return bytes;
    }
}
