package org.actionregistry.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Supplier;
import org.actionregistry.failure.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Lets some work of one kind be done at once, and the rest wait in the order in which it came, before any of it has begun: what
 * waits inside of it instead, for a connection to the database, has grown old in the heap by the time its result comes, and has that
 * grow old as well. Thread-safe.
 */
final class Turns {
    private final int atOnce;
    private final long patienceNanos;
    private final Queue<Waiting<?>> waiting = new ArrayDeque<>();
    private int working;

    /**
     * @param atOnce at least 1
     * @param patience how long a turn is waited for; whoever has waited for longer when one comes gets {@link Unavailable} instead
     */
    Turns(int atOnce, Duration patience) {
        this.atOnce = atOnce;
        this.patienceNanos = patience.toNanos();
    }

    /** Does {@code work} on the caller's context, now or when its turn comes. */
    <T> Future<T> take(Supplier<Future<T>> work) {
        synchronized (this) {
            if (working == atOnce) {
                Waiting<T> last = new Waiting<>(
                        Objects.requireNonNull(Vertx.currentContext()), work, Promise.promise(), System.nanoTime());
                waiting.add(last);
                return last.done.future();
            }
            working++;
        }
        return run(work);
    }

    private <T> Future<T> run(Supplier<Future<T>> work) {
        Future<T> done;
        try {
            done = work.get();
        } catch (RuntimeException failure) {
            done = Future.failedFuture(failure);
        }
        return done.onComplete(outcome -> next());
    }

    private void next() {
        long now = System.nanoTime();
        for (Waiting<?> next = poll(); next != null; next = poll()) {
            if (now - next.since <= patienceNanos) {
                next.begin(this);
                return;
            }
            next.giveUp();
        }
    }

    /** Null where nobody waits, and there is a turn more. */
    private synchronized @Nullable Waiting<?> poll() {
        Waiting<?> next = waiting.poll();
        if (next == null) {
            working--;
        }
        return next;
    }

    private record Waiting<T>(Context context, Supplier<Future<T>> work, Promise<T> done, long since) {
        void begin(Turns turns) {
            context.runOnContext(turn -> turns.run(work).onComplete(done));
        }

        void giveUp() {
            context.runOnContext(late -> done.fail(new Unavailable(Refusal.MESSAGE, 1)));
        }
    }
}
