package org.actionregistry.catalog;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded memory of what was read from the database, for as long as {@link Freshness} allows. Thread-safe.
 *
 * <p>A read takes its place in the map before it asks the database, and its answer stays only if that place is still its
 * own. So what was read before a change can never settle after the change was reported: reporting it emptied the place.
 * Those who ask while the place is taken share the answer, so concurrent misses make one query.
 *
 * <p>What was read longer ago than the time to revalidate is never served. It is read again, behind the back of those who
 * ask, when four fifths of that time are over.
 *
 * @param <V> what is read; may grow, for which there is {@link #reweigh}
 */
public final class FreshCache<K, V> {
    /** What the map needs for an entry beside the value: nodes, futures, sketch. */
    private static final int ENTRY_BYTES = 320;

    /**
     * One hit in eight, by the clock, is counted for the choice of what to keep: what is asked for often is counted often
     * all the same, and counting costs more than finding.
     */
    private static final long SAMPLE = 7;

    /** How much of the memory an entry takes. */
    public interface Weigher<K, V> {
        /** In bytes. */
        int weigh(K key, V value);
    }

    /**
     * How much is remembered, and how long.
     *
     * @param bytes 0 remembers nothing
     * @param revalidate the longest time a value is served without another look at the database
     */
    public record Limits(long bytes, Duration revalidate) {}

    private static final class Outcome<V> {
        final @Nullable V value;
        final @Nullable Throwable failure;
        final Supplier<Future<V>> read;
        final long readAt;
        final long epoch;
        final AtomicBoolean refreshing = new AtomicBoolean();

        Outcome(@Nullable V value, @Nullable Throwable failure, Supplier<Future<V>> read, long readAt, long epoch) {
            this.value = value;
            this.failure = failure;
            this.read = read;
            this.readAt = readAt;
            this.epoch = epoch;
        }
    }

    private final Vertx vertx;
    private final Freshness freshness;
    private final boolean remembers;
    private final long expireNanos;
    private final long refreshNanos;
    private final @Nullable Doorkeeper doorkeeper;
    private final AsyncCache<K, Outcome<V>> places;
    private final Cache<K, Outcome<V>> counted;
    private final Policy<K, Outcome<V>> quiet;

    /** Remembers whatever is asked for. */
    public FreshCache(Vertx vertx, Freshness freshness, Limits limits, Weigher<K, V> weigher) {
        this(vertx, freshness, limits, weigher, null);
    }

    /**
     * Remembers what is asked for again: for keys most of which are never seen twice, whose values would take the place of others and
     * grow old in memory for nothing. Those who ask for one while it is being read share it all the same.
     */
    public static <K, V> FreshCache<K, V> ofRepeated(
            Vertx vertx, Freshness freshness, Limits limits, Weigher<K, V> weigher) {
        return new FreshCache<>(vertx, freshness, limits, weigher, new Doorkeeper());
    }

    private FreshCache(
            Vertx vertx, Freshness freshness, Limits limits, Weigher<K, V> weigher, @Nullable Doorkeeper doorkeeper) {
        this.vertx = vertx;
        this.freshness = freshness;
        this.doorkeeper = doorkeeper;
        this.remembers = limits.bytes() > 0;
        this.expireNanos = limits.revalidate().toNanos();
        this.refreshNanos = expireNanos / 5 * 4;
        this.places = Caffeine.newBuilder()
                .maximumWeight(limits.bytes())
                .<K, Outcome<V>>weigher((key, read) -> ENTRY_BYTES + weight(weigher, key, read))
                .executor(Runnable::run)
                .buildAsync();
        this.counted = places.synchronous();
        this.quiet = counted.policy();
    }

    private static <K, V> int weight(Weigher<K, V> weigher, K key, Outcome<V> outcome) {
        return outcome.value == null ? 0 : weigher.weigh(key, outcome.value);
    }

    /**
     * What is remembered, or null; never waits.
     *
     * @param now by {@link System#nanoTime}
     */
    public @Nullable V peek(K key, long now) {
        Outcome<V> outcome = (now & SAMPLE) == 0 ? counted.getIfPresent(key) : quiet.getIfPresentQuietly(key);
        if (outcome == null || !freshness.current(now)) {
            return null;
        }
        long age = now - outcome.readAt;
        return age < refreshNanos && outcome.epoch == freshness.epoch() ? outcome.value : aged(key, outcome, age);
    }

    private @Nullable V aged(K key, Outcome<V> outcome, long age) {
        CompletableFuture<Outcome<V>> place = places.getIfPresent(key);
        if (place == null || place.getNow(null) != outcome) {
            return null;
        }
        if (age >= expireNanos || outcome.epoch != freshness.epoch()) {
            places.asMap().remove(key, place);
            return null;
        }
        if (outcome.refreshing.compareAndSet(false, true)) {
            refresh(key, place, outcome);
        }
        return outcome.value;
    }

    /**
     * What is remembered, or else what {@code read} finds; fails as {@code read} does, which is not remembered.
     *
     * @param read reads from the database; kept with the answer to read it again
     */
    public Future<V> get(K key, Supplier<Future<V>> read) {
        long now = System.nanoTime();
        V remembered = peek(key, now);
        if (remembered != null) {
            return Future.succeededFuture(remembered);
        }
        if (!remembers || !freshness.current(now)) {
            return read.get();
        }
        long epoch = freshness.epoch();
        CompletableFuture<Outcome<V>> ours = new CompletableFuture<>();
        CompletableFuture<Outcome<V>> place = places.asMap().putIfAbsent(key, ours);
        boolean repeated = doorkeeper == null || doorkeeper.knows(key);
        if (place == null) {
            return load(key, ours, read, repeated);
        }
        Context context = vertx.getOrCreateContext();
        return Future.fromCompletionStage(place, context)
                .compose(outcome -> outcome.value == null || outcome.epoch == epoch ? result(outcome) : get(key, read));
    }

    private static <V> Future<V> result(Outcome<V> outcome) {
        if (outcome.value != null) {
            return Future.succeededFuture(outcome.value);
        }
        return Future.failedFuture(
                outcome.failure == null ? new IllegalStateException("neither value nor failure") : outcome.failure);
    }

    private Future<V> load(K key, CompletableFuture<Outcome<V>> place, Supplier<Future<V>> read, boolean keep) {
        long readAt = System.nanoTime();
        long epoch = freshness.epoch();
        return attempt(read).onComplete(outcome -> {
            if (outcome.failed() || !keep) {
                // Caffeine keeps what completes normally, and complains in the log of what does not.
                places.asMap().remove(key, place);
            }
            place.complete(new Outcome<>(outcome.result(), outcome.cause(), read, readAt, epoch));
        });
    }

    private static <V> Future<V> attempt(Supplier<Future<V>> read) {
        try {
            return read.get();
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    /** A failure leaves the old value to expire in its time; it is tried once more with the next request. */
    private void refresh(K key, CompletableFuture<Outcome<V>> place, Outcome<V> old) {
        long readAt = System.nanoTime();
        long epoch = freshness.epoch();
        attempt(old.read).onComplete(outcome -> {
            if (outcome.succeeded()) {
                // What is still the same keeps what was made of it meanwhile.
                V value = Objects.equals(outcome.result(), old.value) ? old.value : outcome.result();
                places.asMap()
                        .replace(
                                key,
                                place,
                                CompletableFuture.completedFuture(new Outcome<>(value, null, old.read, readAt, epoch)));
            } else {
                old.refreshing.set(false);
            }
        });
    }

    /** Weighs a value anew, which has grown since it was read. */
    public void reweigh(K key) {
        places.asMap().computeIfPresent(key, (same, place) -> place);
    }

    /** Forgets one value, also one that is being read now. */
    public void forget(K key) {
        places.asMap().remove(key);
    }

    /** Forgets all values, also those that are being read now. */
    public void forgetAll() {
        places.asMap().clear();
    }
}
