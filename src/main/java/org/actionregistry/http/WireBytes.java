package org.actionregistry.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Spares {@link WireLane} the decoding of heads that say what the last one on the connection said: agents send the same lines
 * again and again, with another path and perhaps other entity tags. What a line means is not read here; only a head whose
 * lines are, to the byte, those of one that was decoded and found plain means the same. All other bytes go to the decoder.
 *
 * <p>One a connection, in front of Vert.x's decoder, on the connection's event loop.
 */
final class WireBytes extends ChannelInboundHandlerAdapter {
    private static final ByteBuf GET = KnownHead.ascii("GET /");
    private static final ByteBuf VERSION = KnownHead.ascii(" HTTP/1.1\r\n");
    private static final ByteBuf END = KnownHead.ascii("\r\n\r\n");

    private final WireReads reads;
    private final WireLane lane;

    /** The head of the last request, where that was answered by the lane; null when what follows has to be decoded. */
    private @Nullable KnownHead known;

    /** Whether the decoder has nothing but whole requests. */
    private boolean clean = true;

    WireBytes(WireReads reads, WireLane lane) {
        this.reads = reads;
        this.lane = lane;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message);
            return;
        }
        KnownHead head = known;
        while (head != null && bytes.isReadable() && isTaken(bytes, head)) {
            // The next one, which has arrived together with it.
        }
        if (bytes.isReadable()) {
            decode(ctx, bytes);
        } else {
            bytes.release();
        }
    }

    private boolean isTaken(ByteBuf bytes, KnownHead head) {
        int path = bytes.readerIndex() + GET.readableBytes() - 1;
        if (!lane.isFree() || !isAt(GET, bytes, bytes.readerIndex())) {
            return false;
        }
        int version = bytes.indexOf(path, bytes.writerIndex(), (byte) ' ');
        if (version < 0 || !isAt(VERSION, bytes, version)) {
            return false;
        }
        int next = head.endIn(bytes, version + VERSION.readableBytes());
        if (next < 0) {
            return false;
        }
        lane.received();
        if (!reads.takeKnown(bytes.toString(path, version - path, StandardCharsets.ISO_8859_1), head.said(), lane)) {
            return false;
        }
        bytes.readerIndex(next);
        return true;
    }

    private static boolean isAt(ByteBuf expected, ByteBuf bytes, int index) {
        return index >= bytes.readerIndex()
                && bytes.writerIndex() - index >= expected.readableBytes()
                && ByteBufUtil.equals(expected, 0, bytes, index, expected.readableBytes());
    }

    /**
     * Where all that was passed on has been decoded into requests that are whole, and what came last is the end of a head, the
     * decoder holds nothing back: it would have to be a head that is not yet whole, and that has no such end.
     */
    private void decode(ChannelHandlerContext ctx, ByteBuf bytes) {
        boolean ends = isAt(END, bytes, bytes.writerIndex() - END.readableBytes());
        byte[] lines = ends && clean ? lines(bytes) : null;
        long taken = lane.taken();
        known = null;
        ctx.fireChannelRead(bytes);
        clean = ends && lane.hasEnded();
        if (lines != null && clean && lane.taken() == taken + 1) {
            known = reads.known(lines);
        }
    }

    /** The header lines of the one request that this is; null where it is more than one. */
    private static byte @Nullable [] lines(ByteBuf bytes) {
        int from = bytes.readerIndex();
        int last = bytes.writerIndex() - END.readableBytes();
        int start = bytes.indexOf(from, last, (byte) '\n') + 1;
        if (start <= from || last - start > KnownHead.LONGEST || !isAt(GET, bytes, from)) {
            return null;
        }
        byte[] lines = ByteBufUtil.getBytes(bytes, start, bytes.writerIndex() - start);
        return ByteBufUtil.indexOf(END, KnownHead.wrap(lines)) == last - start ? lines : null;
    }
}
