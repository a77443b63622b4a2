package org.actionregistry.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Answers from memory on the wire itself, below Vert.x: the bytes of an answer are ready but for the request's id, so that a
 * hit makes no request object, no response object and no header map. Everything else passes through to Vert.x as it came.
 *
 * <p>One a connection, between Vert.x's codec and its own handler; on the connection's event loop. Answers leave in the order
 * of their requests (RFC 9112, section 9.3.2): while Vert.x owes one, it gets what follows as well. Since all of a connection
 * passes here, it is also here that the watch is told of what is owed.
 */
final class WireLane extends ChannelDuplexHandler {
    /** Names that Vert.x gives to what is before us and behind us. */
    private static final String ENCODER = "httpEncoder";

    private static final String VERTX = "handler";

    /** What every lane of an event loop shares. */
    record Loop(ReadyAnswers answers, PlainReads plain, RequestTimers timers, WireHead head, Counter answered) {
        Loop(ReadyAnswers answers, PlainReads plain, RequestTimers timers, MeterRegistry registry) {
            this(
                    answers,
                    plain,
                    timers,
                    new WireHead(),
                    Counter.builder("registry.http.wire.answers")
                            .description("Answers from memory that took the shortest way")
                            .register(registry));
        }
    }

    private final Loop loop;
    private final ConnectionWatch.Watched watched;

    /** Where answers are written: behind the encoder, which would look for a response in them. */
    private final ChannelHandlerContext encoder;

    /** How many requests Vert.x has and has not answered. */
    private int owed;

    /** Whether what remains of a request that was answered here is still to come. */
    private boolean swallowing;

    private boolean written;
    private boolean closing;

    private WireLane(Loop loop, ConnectionWatch.Watched watched, ChannelHandlerContext encoder) {
        this.loop = loop;
        this.watched = watched;
        this.encoder = encoder;
    }

    /**
     * Puts one into a connection that has just been opened; into none that is not Vert.x's own HTTP/1.1, which then is left to
     * the idle time-out alone, since nobody tells the watch of its requests.
     */
    static void open(HttpConnection connection, Loop loop, ConnectionWatch.Watched watched) {
        ChannelPipeline pipeline = connection instanceof HttpServerConnection served
                ? served.channelHandlerContext().pipeline()
                : null;
        ChannelHandlerContext encoder = pipeline == null ? null : pipeline.context(ENCODER);
        if (pipeline == null || encoder == null || pipeline.context(VERTX) == null) {
            watched.asked();
            return;
        }
        pipeline.addBefore(VERTX, "wireLane", new WireLane(loop, watched, encoder));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (swallowing && message == LastHttpContent.EMPTY_LAST_CONTENT) {
            swallowing = false;
            return;
        }
        if (message instanceof HttpRequest request) {
            if (owed == 0 && !closing && answer(ctx, request)) {
                swallowing = true;
                return;
            }
            owed++;
            watched.asked();
            closing |= !HttpUtil.isKeepAlive(request);
        }
        ctx.fireChannelRead(message);
    }

    private boolean answer(ChannelHandlerContext ctx, HttpRequest request) {
        String path = request.uri();
        if (!ReadyPath.mayBe(path)
                || !request.method().equals(HttpMethod.GET)
                || request.protocolVersion() != HttpVersion.HTTP_1_1
                || !request.decoderResult().isSuccess()
                // A client that does not read what it asked for is for Vert.x to hold back.
                || !ctx.channel().isWritable()
                || !loop.head.read(request.headers())
                || !loop.plain.isPlain(loop.head)) {
            return false;
        }
        long now = System.nanoTime();
        if (!loop.plain.mayRead(loop.head, now)) {
            return false;
        }
        Representation ready = loop.answers.peek(path, now);
        if (ready == null) {
            return false;
        }
        WireAnswer wire = ready.wire(loop.head.ifNoneMatch(), AcceptedCodings.of(loop.head.acceptEncoding()));
        if (wire == null) {
            return false;
        }
        send(ctx, wire);
        watched.answered(now);
        loop.answered.increment();
        loop.timers.record(ReadyPath.operation(path), wire.status(), System.nanoTime() - now);
        return true;
    }

    private void send(ChannelHandlerContext ctx, WireAnswer wire) {
        ByteBuf bytes = ctx.alloc().ioBuffer(wire.length());
        wire.writeTo(bytes);
        encoder.write(bytes, encoder.voidPromise());
        written = true;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (written) {
            written = false;
            ctx.flush();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
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
