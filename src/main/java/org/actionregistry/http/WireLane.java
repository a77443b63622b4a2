package org.actionregistry.http;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.ShutdownEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers plain reads on the wire itself, below Vert.x: the bytes of an answer are made as they go out, so that a read needs no
 * request object, no response object and no header map. Everything else passes through to Vert.x as it came.
 *
 * <p>One a connection, between Vert.x's codec and its own handler; on the connection's event loop. Answers leave in the order
 * of their requests (RFC 9112, section 9.3.2): while Vert.x owes one, it gets what follows as well; while one of ours is still
 * being read, what follows is held. Since all of a connection passes here, it is also here that the watch is told of what is owed
 * and what moves, instead of by Netty's handler for idleness, which notes the time of each message.
 */
final class WireLane extends ChannelDuplexHandler {
    /** Names that Vert.x gives to what is before us and behind us. */
    private static final String DECODER = "httpDecoder";

    private static final String ENCODER = "httpEncoder";

    private static final String VERTX = "handler";

    /** When so much is held, no more is taken from the socket. */
    private static final int HELD = 8;

    /** How long a client that comes back at once is not listened to; no more than a moment, since a proxy may speak for many. */
    private static final long REST_MILLIS = 100;

    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(REST_MILLIS);

    private final WireReads reads;
    private final ConnectionWatch.Watched watched;

    /** Where answers are written: behind the encoder, which would look for a response in them. */
    private final ChannelHandlerContext encoder;

    /** Our own place. */
    @SuppressWarnings("NullAway.Init")
    private ChannelHandlerContext here;

    /** How many requests Vert.x has and has not answered. */
    private int owed;

    /** Whether a request that is answered here waits for what is being read. */
    private boolean awaiting;

    /** What has come since then; empty when nothing is awaited. */
    private final Queue<Object> held = new ArrayDeque<>();

    /** Whether the socket is not read from, for what is held. */
    private boolean stopped;

    /** Whether what remains of a request that is answered here is still to come. */
    private boolean swallowing;

    /** Whether more of what has arrived together may follow at once, so that it is too early to send. */
    private boolean receiving;

    private boolean written;

    private long refusedAt = System.nanoTime() - REST_NANOS;

    /** Whether the client is to be left alone for a while when all that has arrived together is taken. */
    private boolean resting;

    private boolean closing;

    /** How many requests came decoded and were answered here. */
    private long taken;

    /** Whether the end of a request is the last that came decoded. */
    private boolean ended;

    private WireLane(WireReads reads, ConnectionWatch.Watched watched, ChannelHandlerContext encoder) {
        this.reads = reads;
        this.watched = watched;
        this.encoder = encoder;
    }

    /**
     * Puts one into a connection that has just been opened; into none that is not Vert.x's own HTTP/1.1, which then is left to
     * the idle time-out alone, since nobody tells the watch of its requests.
     */
    static void open(HttpConnection connection, WireReads reads, ConnectionWatch.Watched watched) {
        ChannelPipeline pipeline = connection instanceof HttpServerConnection served
                ? served.channelHandlerContext().pipeline()
                : null;
        ChannelHandlerContext encoder = pipeline == null ? null : pipeline.context(ENCODER);
        if (pipeline == null
                || encoder == null
                || pipeline.context(DECODER) == null
                || pipeline.context(VERTX) == null) {
            watched.asked();
            return;
        }
        WireLane lane = new WireLane(reads, watched, encoder);
        pipeline.addBefore(VERTX, "wireLane", lane);
        pipeline.addBefore(DECODER, "wireBytes", new WireBytes(reads, lane));
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class);
            watched.watchIdleness(pipeline.context("wireLane"));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        here = ctx;
    }

    /** Whether the next request may be answered here: nothing is owed, and the client takes what it gets. */
    boolean isFree() {
        // A client that does not read what it asked for is for Vert.x to hold back.
        return owed == 0
                && !awaiting
                && !closing
                && !swallowing
                && here.channel().isWritable();
    }

    /** Something has arrived, and more of it may follow at once. */
    void received() {
        receiving = true;
        watched.moved();
    }

    long taken() {
        return taken;
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        received();
        ended = message instanceof LastHttpContent;
        // What ends the request that is being read is the first to come after it.
        if (awaiting && !(held.isEmpty() && isSwallowed(message))) {
            hold(message);
        } else {
            pass(message);
        }
    }

    private boolean isSwallowed(Object message) {
        return swallowing && message instanceof HttpContent;
    }

    /** The body of what was turned away by its head, or the end of what has none. */
    private void swallow(HttpContent content) {
        swallowing = !(content instanceof LastHttpContent);
        boolean broken = content.decoderResult().isFailure();
        content.release();
        if (broken) {
            // Nothing that follows can be told from it any more.
            here.flush();
            here.close();
        }
    }

    private void hold(Object message) {
        held.add(message);
        ChannelConfig config = here.channel().config();
        if (held.size() >= HELD && config.isAutoRead()) {
            stopped = true;
            config.setAutoRead(false);
        }
    }

    private void pass(Object message) {
        if (swallowing && message instanceof HttpContent content) {
            swallow(content);
            return;
        }
        if (message instanceof HttpRequest request) {
            if (isFree() && reads.take(request, this)) {
                swallowing = true;
                taken++;
                return;
            }
            owed++;
            watched.asked();
            closing |= !HttpUtil.isKeepAlive(request);
        } else if (message instanceof ShutdownEvent) {
            closing = true;
            here.fireUserEventTriggered(message);
            return;
        }
        here.fireChannelRead(message);
    }

    /** The answer to the request that is being taken comes later. */
    void awaiting() {
        awaiting = true;
        watched.asked();
    }

    /**
     * Answers the request that has been taken.
     *
     * @param id of the request
     * @param now by {@link System#nanoTime}
     */
    void answer(WireAnswer answer, CharSequence id, long now) {
        assert here.executor().inEventLoop();
        awaiting = false;
        if (!here.channel().isActive()) {
            return;
        }
        encoder.write(answer.bytes(here.alloc(), id), encoder.voidPromise());
        written = true;
        watched.answered(now);
        if (!receiving) {
            channelReadComplete(here);
        }
    }

    /**
     * Turns away the request that has been taken. Who is turned away twice within {@link #REST_MILLIS} is not listened to for as long:
     * the answer asks clients not to come back for a second at least, and turning them away again and again would cost what others
     * can be served with.
     *
     * @param now by {@link System#nanoTime}
     */
    void refuse(WireAnswer refusal, CharSequence id, long now) {
        resting = now - refusedAt < REST_NANOS;
        refusedAt = now;
        answer(refusal, id, now);
    }

    /** Takes what was held for an answer that is there now, and sends what has been answered. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        receiving = true;
        for (Object next = poll(); next != null; next = poll()) {
            pass(next);
        }
        receiving = false;
        if (stopped && held.isEmpty()) {
            // Vert.x, which is told last, may want it otherwise.
            stopped = false;
            ctx.channel().config().setAutoRead(true);
        }
        if (written) {
            written = false;
            ctx.flush();
        }
        ctx.fireChannelReadComplete();
        if (resting) {
            resting = false;
            rest(ctx.channel().config());
        }
    }

    /** Only where all that has arrived is answered, so that Vert.x has no reason to stop reading, or go on, itself. */
    private void rest(ChannelConfig config) {
        if (isFree() && held.isEmpty() && config.isAutoRead()) {
            config.setAutoRead(false);
            here.executor().schedule(this::listen, REST_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Unless the connection was closed meanwhile. */
    private void listen() {
        if (here.channel().isActive()) {
            here.channel().config().setAutoRead(true);
        }
    }

    private @Nullable Object poll() {
        return awaiting ? null : held.poll();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ShutdownEvent) {
            // Vert.x closes a connection on which it owes nothing, so it learns of this when ours is answered.
            if (awaiting) {
                held.add(event);
            } else {
                pass(event);
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        release();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        release();
    }

    private void release() {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        watched.moved();
        if (message instanceof LastHttpContent && owed > 0 && !isInterim(message)) {
            owed--;
            if (owed == 0) {
                watched.answered(System.nanoTime());
            }
        }
        ctx.write(message, promise);
    }

    /** More is to follow it (RFC 9110, section 15.2). */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && response.status().code() != 101;
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        closing = true;
        ctx.close(promise);
    }
}
