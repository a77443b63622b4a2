package org.actionregistry.events;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.actionregistry.failure.Unavailable;

/**
 * The subscribers whose connections live on one event loop. They share one timer, so an idle one costs its connection and
 * little more.
 */
public final class Subscribers {
    private static final long LONGEST_TICK_MS = 1000;
    private static final long SHORTEST_TICK_MS = 20;

    private final Context context;
    private final EventHub hub;
    private final Set<Subscription> open = new HashSet<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private boolean draining;

    /** Makes the set for the event loop it is called on. */
    public Subscribers(Vertx vertx, EventHub hub) {
        this.context = vertx.getOrCreateContext();
        this.hub = hub;
        EventLimits limits = hub.limits();
        long tick = Math.min(limits.heartbeat().toMillis(), limits.patience().toMillis()) / 4;
        vertx.setPeriodic(Math.max(SHORTEST_TICK_MS, Math.min(LONGEST_TICK_MS, tick)), id -> tick());
        hub.watch(this::wake);
    }

    /**
     * Adds a subscriber; on this event loop. Where the server has begun to stop, the subscriber is told so and is over.
     */
    public Subscription add(EventFilter filter, Start start, EventSink sink) {
        Subscription subscription = new Subscription(this, hub, filter, sink, start, System.nanoTime());
        if (draining) {
            subscription.end(EndReason.SHUTTING_DOWN);
            return subscription;
        }
        open.add(subscription);
        hub.count(1);
        sink.onDrain(subscription::drained);
        subscription.pump();
        return subscription;
    }

    /**
     * Whether one more may come; on this event loop.
     *
     * @throws Unavailable when there are too many, or the server is about to stop
     */
    public void checkRoom() {
        if (draining) {
            throw new Unavailable("This server is shutting down; try again.", 1);
        }
        if (hub.count(0) >= hub.limits().subscribers()) {
            throw new Unavailable("Too many subscribers are connected; try again.", 5);
        }
    }

    void remove(Subscription subscription) {
        if (open.remove(subscription)) {
            hub.count(-1);
        }
    }

    /** Ends every subscription, and takes no new ones; from any thread. */
    public Future<Void> drain() {
        Promise<Void> ended = Promise.promise();
        context.runOnContext(none -> {
            draining = true;
            each(subscription -> subscription.end(EndReason.SHUTTING_DOWN));
            ended.complete();
        });
        return ended.future();
    }

    /** Many entries may come before the event loop gets to it; one look serves them all. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(none -> {
                woken.set(false);
                each(Subscription::pump);
            });
        }
    }

    private void tick() {
        long now = System.nanoTime();
        each(subscription -> subscription.tick(now));
    }

    /** Over a copy, since any of them may end. */
    private void each(Consumer<Subscription> action) {
        List.copyOf(open).forEach(action);
    }

    void onLoop(Runnable action) {
        context.runOnContext(none -> action.run());
    }
}
