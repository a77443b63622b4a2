package org.actionregistry.events;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal for a whole process: each new entry is read from the database once, however many subscribers there
 * are, and kept for a while. Signals only say when to look; what is read is decided by index alone, and a slow poll looks
 * when no signal comes, so that nothing hangs on a notification that was lost.
 */
public final class EventHub {
    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);
    private static final int BATCH = 512;
    /** Fewer, since each such read is for one subscriber, whose connection may not take more at once. */
    private static final int OLDER_BATCH = 128;

    private static final long UNKNOWN = -1;

    private final Vertx vertx;
    private final EventStore store;
    private final EventSignal signal;
    private final EventLimits limits;
    private final Context context;
    private final EventRing ring;
    private final CatchUp catchUp;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final List<JournalFollower> followers = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscribers = new AtomicInteger();

    /** Entries below this have been read. Written on the hub's context, after the ring. */
    private volatile long size = UNKNOWN;

    /** When a look at the journal that succeeded was begun, by {@link System#nanoTime}. */
    private volatile long seenAt;

    private boolean looking;
    private boolean lookAgain;
    private boolean failing;
    private long timer = UNKNOWN;

    /** Makes one; best outside of verticles, since it lives as long as the process. */
    public EventHub(Vertx vertx, EventStore store, EventSignal signal, EventLimits limits) {
        this.vertx = vertx;
        this.store = store;
        this.signal = signal;
        this.limits = limits;
        this.context = vertx.getOrCreateContext();
        this.ring = new EventRing(limits.recent());
        this.catchUp = new CatchUp(context);
    }

    public EventLimits limits() {
        return limits;
    }

    /** Begins to follow the journal from its present end on; does not wait for the database. */
    public void start() {
        context.runOnContext(none -> {
            timer = vertx.setPeriodic(limits.poll().toMillis(), tick -> look());
            signal.listen(() -> context.runOnContext(heard -> look()));
            look();
        });
    }

    /** Ends everything; subscribers are to be gone by then. */
    public Future<Void> close() {
        context.runOnContext(none -> vertx.cancelTimer(timer));
        return signal.close();
    }

    private void look() {
        if (looking) {
            lookAgain = true;
            return;
        }
        looking = true;
        lookAgain = false;
        long begun = System.nanoTime();
        (size == UNKNOWN
                        ? store.size().map(this::begin)
                        : store.read(size, BATCH).map(this::take))
                .onComplete(more -> context.runOnContext(none -> {
                    looking = false;
                    report(more.cause());
                    if (more.succeeded() && !more.result()) {
                        seenAt = begun;
                        followers.forEach(follower -> follower.caughtUp(begun));
                    }
                    if (more.succeeded() && (more.result() || lookAgain)) {
                        look();
                    }
                }));
    }

    /** What was there before this process came is read from the database by those who ask for it. */
    private boolean begin(long present) {
        size = present;
        followers.forEach(follower -> follower.begin(present));
        watchers.forEach(Runnable::run);
        return false;
    }

    private boolean take(List<Event> events) {
        if (events.isEmpty()) {
            return false;
        }
        events.forEach(ring::put);
        followers.forEach(follower -> follower.entries(events));
        size = events.get(events.size() - 1).index() + 1;
        watchers.forEach(Runnable::run);
        return events.size() == BATCH;
    }

    /** Once when it begins and once when it is over, not at every poll in between. */
    private void report(@Nullable Throwable failure) {
        if (failure != null && !failing) {
            LOG.warn("The journal cannot be followed now, and is tried again: {}", failure.getMessage());
        } else if (failure == null && failing) {
            LOG.info("The journal is followed again");
        }
        failing = failure != null;
    }

    /** Tells {@code follower} of everything from now on; call it before {@link #start}. */
    public void follow(JournalFollower follower) {
        followers.add(follower);
    }

    /**
     * How long ago this process knew all that was committed. It grows while the database is away, and until it has been
     * reached for the first time.
     */
    public Duration behind() {
        return size == UNKNOWN ? ChronoUnit.FOREVER.getDuration() : Duration.ofNanos(System.nanoTime() - seenAt);
    }

    /** @param watcher called on any thread whenever there are new entries, and must not block */
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    /** Adds to the number of subscribers in this process, and tells it. */
    int count(int added) {
        return subscribers.addAndGet(added);
    }

    /** How many subscribers this process has. */
    public int subscribers() {
        return subscribers.get();
    }

    /** How many entries this process has seen or skipped; -1 before it has reached the database for the first time. */
    public long size() {
        return size;
    }

    /** The entry at an index below {@link #size}, or null where it has to be read from the database. */
    @Nullable
    Event recent(long index) {
        return ring.get(index);
    }

    /** Entries from an index on, from the database. */
    Future<List<Event>> older(long from) {
        return catchUp.read(() -> store.read(from, OLDER_BATCH));
    }

    /** How many entries there are at this moment, those of other processes included. */
    public Future<Long> present() {
        return store.size();
    }

    /** One page of the changes feed. */
    public Future<ChangePage> changes(long from, int limit) {
        return store.changes(from, limit);
    }
}
