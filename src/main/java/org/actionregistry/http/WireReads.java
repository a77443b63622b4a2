package org.actionregistry.http;

import io.micrometer.core.instrument.Counter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.ContextInternal;
import org.actionregistry.audit.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * What {@link WireLane} answers: the plainest requests for what is kept ready. What is at hand is answered however busy the
 * server is, since that costs less than a refusal; what has to be read takes a place among the reads, or is turned away, as is all
 * else while there is no place for it, since nothing is to cost less than that. It refuses nothing else: what it is not sure of, the
 * router decides, so both ways lead to the same answer, byte for byte.
 *
 * <p>For one event loop; not thread-safe.
 */
final class WireReads {
    private final ContextInternal context;
    private final ReadyAnswers answers;
    private final PlainReads plain;
    private final Admission admission;
    private final Secrets secrets;
    private final RequestTimers timers;
    private final Counter answered;
    private final Counter known;
    private final WireHead head = new WireHead();

    /** @param context on which to ask for what is not at hand: that of the event loop */
    WireReads(ContextInternal context, HttpEdge.Parts parts, PlainReads plain, Admission admission) {
        this.context = context;
        this.answers = parts.answers();
        this.plain = plain;
        this.admission = admission;
        this.secrets = parts.secrets();
        this.timers = new RequestTimers(parts.metering().registry());
        this.answered = Counter.builder("registry.http.wire.answers")
                .description("Answers that took the shortest way")
                .register(parts.metering().registry());
        this.known = Counter.builder("registry.http.wire.known")
                .description("Of these, those whose head was known from the connection's last request")
                .register(parts.metering().registry());
    }

    /** Whether a request is answered here: to {@code lane}, at once or later, but once. */
    boolean take(HttpRequest request, WireLane lane) {
        if (request.protocolVersion() != HttpVersion.HTTP_1_1
                || !request.decoderResult().isSuccess()) {
            return false;
        }
        HttpMethod method = HttpMethod.valueOf(request.method().name());
        if (method.equals(HttpMethod.GET)) {
            return mayBeTaken(request.uri())
                    && head.read(request.headers())
                    && !head.hasBody()
                    && take(request.uri(), head, lane);
        }
        return admission.refuses(method)
                && head.read(request.headers())
                && plain.isPlain(head)
                && isRefused(method, request.uri(), head, lane);
    }

    /** The same of a GET whose head was found plain before. */
    boolean takeKnown(String path, WireHead head, WireLane lane) {
        boolean taken = take(path, head, lane);
        if (taken) {
            known.increment();
        }
        return taken;
    }

    /** Whether it is worth to read a head. */
    private boolean mayBeTaken(String path) {
        return ReadyPath.mayBe(path) || admission.refuses(HttpMethod.GET);
    }

    private boolean take(String path, WireHead head, WireLane lane) {
        if (!mayBeTaken(path) || !plain.isPlain(head)) {
            return false;
        }
        if (!ReadyPath.mayBe(path)) {
            return isRefused(HttpMethod.GET, path, head, lane);
        }
        long now = System.nanoTime();
        boolean mayRead = plain.mayRead(head, now);
        Representation ready = mayRead ? answers.peek(path, now) : null;
        // Null as well where it is at hand in another form than is wanted.
        WireAnswer answer =
                ready == null ? null : ready.wire(head.ifNoneMatch(), AcceptedCodings.of(head.acceptEncoding()));
        if (answer == null) {
            return isRefused(HttpMethod.GET, path, head, lane) || (mayRead && isRead(path, head, now, lane));
        }
        lane.answer(answer, id(head), now);
        record(path, answer, System.nanoTime() - now);
        return true;
    }

    /**
     * To know a head by that is the same as the one that was read last; null where each has an id of its own.
     *
     * @param lines of that one
     */
    @Nullable
    KnownHead known(byte[] lines) {
        return head.requestId() == null ? KnownHead.of(lines, head.copy()) : null;
    }

    private CharSequence id(WireHead head) {
        return RequestIds.of(head.requestId(), secrets);
    }

    private boolean isRefused(HttpMethod method, String path, WireHead head, WireLane lane) {
        WireAnswer refusal = admission.refusal(method, path);
        if (refusal == null) {
            return false;
        }
        lane.refuse(refusal, id(head), System.nanoTime());
        return true;
    }

    private boolean isRead(String path, WireHead head, long since, WireLane lane) {
        ReadyPath parsed = ReadyPath.parse(path);
        Future<WireAnswer> read =
                parsed == null ? null : read(parsed, head.ifNoneMatch(), AcceptedCodings.of(head.acceptEncoding()));
        if (read == null) {
            return false;
        }
        Asked asked = new Asked(path, id(head), since, lane);
        lane.awaiting();
        read.onComplete(outcome -> answer(asked, outcome));
        return true;
    }

    /** Null where there is no place. */
    private @Nullable Future<WireAnswer> read(ReadyPath path, @Nullable String ifNoneMatch, Codings codings) {
        // What is asked of the database is answered to the context from which it was asked.
        ContextInternal before = context.beginDispatch();
        try {
            return admission.read(() -> answers.get(path).compose(found -> found.wired(ifNoneMatch, codings)));
        } catch (RuntimeException defect) {
            return Future.failedFuture(defect);
        } finally {
            context.endDispatch(before);
        }
    }

    /** What is to be known of a request when the answer has been read. */
    private record Asked(String path, CharSequence id, long since, WireLane lane) {}

    private void answer(Asked asked, AsyncResult<WireAnswer> outcome) {
        WireAnswer answer =
                outcome.succeeded() ? outcome.result() : Failures.wire(outcome.cause(), asked.path, asked.id);
        long now = System.nanoTime();
        // Before the next request of the connection is taken, which answering this one lets go on.
        record(asked.path, answer, now - asked.since);
        asked.lane.answer(answer, asked.id, now);
    }

    private void record(String path, WireAnswer answer, long nanos) {
        answered.increment();
        timers.record(ReadyPath.operation(path), answer.status(), nanos);
    }
}
