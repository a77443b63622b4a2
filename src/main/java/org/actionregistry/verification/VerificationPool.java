package org.actionregistry.verification;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.actionregistry.failure.Unavailable;

/**
 * Worker threads for hashing and signature work, with a bound on what is in flight: Vert.x's own queue has none, so without
 * it an overload would show as memory growth instead of an answer.
 *
 * <p>A worker that is awake goes on with what waits, since waking one for each task would cost as much as a small task does.
 */
public final class VerificationPool implements AutoCloseable {
    /** After so many tasks a worker lets Vert.x have its thread back, so that it is never taken for a blocked one. */
    private static final int TASKS_A_TURN = 64;

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final int threads;
    private final int maxInFlight;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger awake = new AtomicInteger();
    private final Queue<Task<?>> waiting = new ConcurrentLinkedQueue<>();

    /**
     * @param threads worker threads, at least 1; more than there are cores gains nothing
     * @param maxInFlight tasks running and waiting before further ones fail with {@link Unavailable}
     */
    public VerificationPool(Vertx vertx, int threads, int maxInFlight) {
        this.vertx = vertx;
        this.workers = vertx.createSharedWorkerExecutor("verification", threads);
        this.threads = threads;
        this.maxInFlight = maxInFlight;
    }

    /** Runs {@code work} on a worker; the future completes on the caller's context. */
    public <T> Future<T> run(Callable<T> work) {
        if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            return Future.failedFuture(
                    new Unavailable("Too many signatures are waiting to be verified; try again.", 1));
        }
        Task<T> task = new Task<>(work, vertx.getOrCreateContext(), Promise.promise());
        waiting.add(task);
        wake();
        return task.promise.future();
    }

    private void wake() {
        int now = awake.get();
        while (now < threads) {
            if (awake.compareAndSet(now, now + 1)) {
                workers.executeBlocking(this::turn, false).onFailure(this::refuseAll);
                return;
            }
            now = awake.get();
        }
    }

    /** Runs what waits. Whoever adds a task after the last look finds a worker less awake, and wakes one. */
    private Void turn() {
        for (int done = 0; done < TASKS_A_TURN; done++) {
            Task<?> task = waiting.poll();
            if (task == null) {
                break;
            }
            task.run();
        }
        awake.decrementAndGet();
        if (!waiting.isEmpty()) {
            wake();
        }
        return null;
    }

    /** The workers have been closed. */
    private void refuseAll(Throwable closed) {
        awake.decrementAndGet();
        for (Task<?> task = waiting.poll(); task != null; task = waiting.poll()) {
            task.refuse(closed);
        }
    }

    private final class Task<T> {
        private final Callable<T> work;
        private final Context caller;
        private final Promise<T> promise;

        private Task(Callable<T> work, Context caller, Promise<T> promise) {
            this.work = work;
            this.caller = caller;
            this.promise = promise;
        }

        // A worker must outlive whatever a task throws, and the caller must learn of it.
        private void run() {
            try {
                T result = work.call();
                complete(() -> promise.complete(result));
            } catch (Throwable failure) {
                refuse(failure);
            }
        }

        private void refuse(Throwable failure) {
            complete(() -> promise.fail(failure));
        }

        private void complete(Runnable outcome) {
            inFlight.decrementAndGet();
            caller.runOnContext(none -> outcome.run());
        }
    }

    /** How many tasks are running or waiting. */
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public void close() {
        workers.close();
    }
}
