package org.actionregistry.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for futures on plain threads, where start and stop run. */
final class Await {
    private static final Logger LOG = LoggerFactory.getLogger(Await.class);
    private static final long LONGEST_SECONDS = 60;

    private Await() {}

    /** Lets time pass; ends early when interrupted. */
    static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The result; a failure is thrown as it is, or wrapped when it is checked. */
    static <T> T result(Future<T> future) {
        try {
            return future.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException slow) {
            throw new StartFailure("nothing happened for " + LONGEST_SECONDS + " s while starting", slow);
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** Waits for a step of stopping; one that fails must not keep the others from happening. */
    static void quietly(Future<?> future) {
        try {
            Object ignored = future.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | RuntimeException failure) {
            LOG.warn("A part of the registry did not stop cleanly: {}", failure.toString());
        }
    }
}
