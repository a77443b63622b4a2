package org.actionregistry.verification;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.actionregistry.failure.Unavailable;

/**
 * Worker threads for hashing and signature work, with a bound on what is in flight: Vert.x's own queue has none, so without
 * it an overload would show as memory growth instead of an answer.
 */
public final class VerificationPool implements AutoCloseable {
    private final WorkerExecutor workers;
    private final int maxInFlight;
    private final AtomicInteger inFlight = new AtomicInteger();

    /**
     * @param threads worker threads, at least 1; more than there are cores gains nothing
     * @param maxInFlight tasks running and waiting before further ones fail with {@link Unavailable}
     */
    public VerificationPool(Vertx vertx, int threads, int maxInFlight) {
        this.workers = vertx.createSharedWorkerExecutor("verification", threads);
        this.maxInFlight = maxInFlight;
    }

    /** Runs {@code work} on a worker; the future completes on the caller's context. */
    public <T> Future<T> run(Callable<T> work) {
        if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            return Future.failedFuture(
                    new Unavailable("Too many signatures are waiting to be verified; try again.", 1));
        }
        return workers.executeBlocking(work, false).onComplete(done -> inFlight.decrementAndGet());
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
