package org.actionregistry.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.http.contract.ContractOperation;
import org.actionregistry.http.contract.OperationHandler;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many requests are worked on at once: of each operation as many as are done soon ({@link Lane}), so that slow
 * searches do not keep out what is fast, and of all reads and all writes as many as there is memory for. What is beyond is
 * answered 503 with {@code Retry-After} as soon as its head has been read, before routing, authentication and its body: a
 * server that takes more than it can do does less of it, and late.
 *
 * <p>A request counts from when it is whole and admitted, so that slow senders take nobody's place. Thread-safe; one for all
 * event loops of a process.
 */
final class Admission {
    /** An overloaded server is alive and says so; subscribers stay, and are bounded elsewhere. */
    private static final Set<String> ALWAYS = Set.of("healthLive", "healthReady", "streamEvents");

    /** What {@link #read} reads as well shares a lane with it. */
    private static final Set<String> READY = Set.of("getVersion", "verifyVersion", "getDigest");

    private record Entrance(ContractOperation operation, PathShape path, Lane lane, Crowd crowd) {
        boolean isFull() {
            return lane.isFull() || crowd.isFull();
        }
    }

    private final Lane ready;
    private final Crowd reads;
    private final Map<String, Entrance> entrances = new HashMap<>();
    private final Map<HttpMethod, List<Entrance>> byMethod = new HashMap<>();
    private final Turns searches;
    private final Refusal refusal;

    Admission(HttpLimits limits, List<ContractOperation> operations, RequestTimers timers) {
        this.ready = new Lane(limits.readsInFlight());
        this.reads = new Crowd(limits.readsInFlight());
        this.searches = new Turns(limits.searchesAtOnce(), limits.searchPatience());
        this.refusal = new Refusal(timers);
        Crowd writes = new Crowd(limits.writesInFlight());
        for (ContractOperation operation : operations) {
            if (!ALWAYS.contains(operation.id())) {
                boolean read = operation.method().equals(HttpMethod.GET);
                Lane lane = READY.contains(operation.id())
                        ? ready
                        : new Lane(read ? limits.readsInFlight() : limits.writesInFlight());
                add(new Entrance(operation, new PathShape(operation.path()), lane, read ? reads : writes));
            }
        }
    }

    private void add(Entrance entrance) {
        entrances.put(entrance.operation().id(), entrance);
        byMethod.computeIfAbsent(entrance.operation().method(), none -> new ArrayList<>())
                .add(entrance);
    }

    /** Turns requests away on their arrival while there is no place; {@code router} gets the others. */
    Handler<HttpServerRequest> before(Handler<HttpServerRequest> router) {
        return request -> {
            Entrance full = full(
                    request.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.method(),
                    Objects.requireNonNullElse(request.path(), ""));
            if (full == null) {
                router.handle(request);
            } else {
                refusal.send(request, full.operation().id());
            }
        };
    }

    /** The entrance of a request that would find no place there. */
    private @Nullable Entrance full(HttpMethod method, String path) {
        for (Entrance entrance : byMethod.getOrDefault(method, List.of())) {
            if (entrance.isFull() && entrance.path().matches(path)) {
                return entrance;
            }
        }
        return null;
    }

    /** Those of the searches that have found a place. */
    Turns searches() {
        return searches;
    }

    /** Whether there are requests with this method that would find no place. */
    boolean refuses(HttpMethod method) {
        for (Entrance entrance : byMethod.getOrDefault(method, List.of())) {
            if (entrance.isFull()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The answer to a request that takes another way than the router's and would find no place; null where it would.
     *
     * @param target its path, and perhaps a query
     */
    @Nullable
    WireAnswer refusal(HttpMethod method, String target) {
        int query = target.indexOf('?');
        Entrance full = full(method, query < 0 ? target : target.substring(0, query));
        return full == null ? null : refusal.wire(full.operation().id());
    }

    /**
     * Works on a read that takes another way than the router's.
     *
     * @return null where there is no place for it
     */
    @Nullable
    <T> Future<T> read(Supplier<Future<T>> work) {
        Runnable leave = enter(ready, reads);
        return leave == null ? null : leaving(leave, work);
    }

    /** The same handlers, each of which takes a place for as long as it works. */
    Map<String, OperationHandler> within(Map<String, OperationHandler> handlers) {
        Map<String, OperationHandler> bounded = new HashMap<>(handlers);
        entrances.forEach((id, entrance) -> bounded.computeIfPresent(id, (same, handler) -> (ctx, request) -> {
            Runnable leave = enter(entrance.lane(), entrance.crowd());
            if (leave == null) {
                refusal.count();
                return Future.failedFuture(new Unavailable(Refusal.MESSAGE, refusal.retryAfterSeconds()));
            }
            return leaving(leave, () -> handler.handle(ctx, request));
        }));
        return bounded;
    }

    private static @Nullable Runnable enter(Lane lane, Crowd crowd) {
        if (!crowd.enter()) {
            return null;
        }
        Lane.Place place = lane.enter();
        if (place == null) {
            crowd.leave();
            return null;
        }
        return () -> {
            place.leave();
            crowd.leave();
        };
    }

    private static <T> Future<T> leaving(Runnable leave, Supplier<Future<T>> work) {
        try {
            return work.get().onComplete(done -> leave.run());
        } catch (RuntimeException failure) {
            leave.run();
            throw failure;
        }
    }
}
