package org.actionregistry.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.actionregistry.failure.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a client that there is no place for its request: made once, since there are many when it is needed. Thread-safe. */
final class Refusal {
    static final String MESSAGE = "Too many requests are under way; try again.";

    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);
    private static final Buffer ENVELOPE = ErrorEnvelope.of(ErrorCode.UNAVAILABLE, MESSAGE, Map.of());
    private static final CharSequence LENGTH = HttpHeaders.createOptimized(Integer.toString(ENVELOPE.length()));
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** What is refused together is not to come back together. */
    private static final CharSequence[] SECONDS = {
        HttpHeaders.createOptimized("1"), HttpHeaders.createOptimized("2"), HttpHeaders.createOptimized("3")
    };

    /** The same as they go over the wire. */
    private static final List<WireAnswer> ANSWERS = Stream.of(SECONDS)
            .map(seconds -> WireAnswer.of(
                    ErrorCode.UNAVAILABLE.status(),
                    List.of(
                            Map.entry(HttpHeaders.CONTENT_TYPE, Replies.JSON),
                            Map.entry(HttpHeaders.CACHE_CONTROL, Replies.NO_STORE),
                            Map.entry(HttpHeaders.RETRY_AFTER, seconds)),
                    ENVELOPE))
            .toList();

    private final RequestTimers timers;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong told = new AtomicLong(System.nanoTime() - SILENCE_NANOS);

    Refusal(RequestTimers timers) {
        this.timers = timers;
    }

    /** Answers a request of which nothing but the head has been looked at. */
    void send(HttpServerRequest request, String operation) {
        count(operation);
        HttpServerResponse response = request.response().setStatusCode(ErrorCode.UNAVAILABLE.status());
        response.headers()
                .add(RequestIds.NAME, RequestIds.of(request.headers()))
                .add(HttpHeaders.CONTENT_TYPE, Replies.JSON)
                .add(HttpHeaders.CACHE_CONTROL, Replies.NO_STORE)
                .add(HttpHeaders.RETRY_AFTER, SECONDS[retryAfterSeconds() - 1])
                .add(HttpHeaders.CONTENT_LENGTH, LENGTH);
        response.end(ENVELOPE);
    }

    /** The same answer for {@link WireLane}, to the byte. */
    WireAnswer wire(String operation) {
        count(operation);
        return ANSWERS.get(retryAfterSeconds() - 1);
    }

    private void count(String operation) {
        count();
        timers.record(operation, ErrorCode.UNAVAILABLE.status(), 0);
    }

    /** 1 to 3, in turns. */
    int retryAfterSeconds() {
        return (int) (refused.get() % SECONDS.length) + 1;
    }

    /** One line in ten seconds says how many: a line each would be work for every request that is not to cost any. */
    void count() {
        refused.incrementAndGet();
        long many = untold.incrementAndGet();
        long now = System.nanoTime();
        long last = told.get();
        if (now - last >= SILENCE_NANOS && told.compareAndSet(last, now)) {
            untold.addAndGet(-many);
            LOG.warn("Overloaded: {} requests turned away with 503 since this was last said", many);
        }
    }
}
