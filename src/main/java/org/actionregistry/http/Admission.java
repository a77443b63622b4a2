package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.http.contract.ContractOperation;
import org.actionregistry.http.contract.OperationHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how many requests are worked on at once, reads and writes apart. What is beyond is answered 503 with
 * {@code Retry-After} before anything is spent on it: a server that takes more than it can do does less of it, and late.
 *
 * <p>A request counts from when it is whole and admitted, so that slow senders take nobody's place. Thread-safe; one for all
 * event loops of a process.
 */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private static final String MESSAGE = "Too many requests are under way; try again.";
    private static final String RETRY_SECONDS = "1";
    private static final Buffer ENVELOPE = ErrorEnvelope.of(ErrorCode.UNAVAILABLE, MESSAGE, Map.of());
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** An overloaded server is alive and says so; subscribers stay, and are bounded elsewhere. */
    private static final Set<String> ALWAYS = Set.of("healthLive", "healthReady", "streamEvents");

    /** The paths of these operations. */
    private static final List<String> ALWAYS_PATHS = List.of("/health/", "/events");

    private final HttpLimits limits;
    private final Lane reads;
    private final Lane writes;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final AtomicLong turnedAway = new AtomicLong();
    private final AtomicLong told = new AtomicLong(System.nanoTime() - SILENCE_NANOS);

    Admission(HttpLimits limits) {
        this.limits = limits;
        this.reads = new Lane(limits.readsInFlight());
        this.writes = new Lane(limits.writesInFlight());
    }

    private Lane lane(HttpMethod method) {
        return isRead(method) ? reads : writes;
    }

    private static boolean isRead(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    /** Turns requests away on their arrival while there is no place; {@code router} gets the others. */
    Handler<HttpServerRequest> before(Handler<HttpServerRequest> router) {
        return request -> {
            if (lane(request.method()).isFull() && ALWAYS_PATHS.stream().noneMatch(request.path()::startsWith)) {
                refuse(request);
            } else {
                router.handle(request);
            }
        };
    }

    /**
     * Works on a read that takes another way than the router's.
     *
     * @return null where there is no place for it, so that {@link #before} is to refuse it
     */
    @Nullable
    Future<Void> read(Supplier<Future<Void>> work) {
        Lane.Place place = reads.enter();
        return place == null ? null : work.get().onComplete(done -> place.leave());
    }

    private void refuse(HttpServerRequest request) {
        count();
        request.response()
                .setStatusCode(ErrorCode.UNAVAILABLE.status())
                .putHeader(RequestIds.HEADER, RequestIds.of(request.headers()).toString())
                .putHeader(HttpHeaders.CONTENT_TYPE, Replies.JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, Replies.NO_STORE)
                .putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .end(ENVELOPE);
    }

    /**
     * The same handlers, each of which takes a place for as long as it works: one among all of its kind, and one of its own
     * operation, so that slow searches do not keep out what is fast.
     */
    Map<String, OperationHandler> within(List<ContractOperation> operations, Map<String, OperationHandler> handlers) {
        Map<String, OperationHandler> bounded = new HashMap<>(handlers);
        for (ContractOperation operation : operations) {
            if (!ALWAYS.contains(operation.id())) {
                Lane own = own(operation);
                Lane all = lane(operation.method());
                bounded.computeIfPresent(operation.id(), (id, handler) -> within(own, within(all, handler)));
            }
        }
        return bounded;
    }

    /** One for all event loops. */
    private Lane own(ContractOperation operation) {
        int most = isRead(operation.method()) ? limits.readsInFlight() : limits.writesInFlight();
        return lanes.computeIfAbsent(operation.id(), id -> new Lane(most));
    }

    private OperationHandler within(Lane lane, OperationHandler handler) {
        return (ctx, request) -> {
            Lane.Place place = lane.enter();
            if (place == null) {
                count();
                return Future.failedFuture(new Unavailable(MESSAGE, 1));
            }
            try {
                return handler.handle(ctx, request).onComplete(done -> place.leave());
            } catch (RuntimeException failure) {
                place.leave();
                throw failure;
            }
        };
    }

    /** One line in ten seconds says how many: a line each would be work for every request that is not to cost any. */
    private void count() {
        long many = turnedAway.incrementAndGet();
        long now = System.nanoTime();
        long last = told.get();
        if (now - last >= SILENCE_NANOS && told.compareAndSet(last, now)) {
            turnedAway.addAndGet(-many);
            LOG.warn("Overloaded: {} requests turned away with 503 since this was last said", many);
        }
    }
}
