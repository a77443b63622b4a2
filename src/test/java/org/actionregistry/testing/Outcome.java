package org.actionregistry.testing;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, outside of event loops, for what a future comes to. */
public final class Outcome {
    private static final int PATIENCE_SECONDS = 30;

    private Outcome() {}

    /** Its result; throws what it failed with, or an error when it takes too long. */
    public static <T> T of(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError("the future failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing after " + PATIENCE_SECONDS + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What it failed with; an error when it succeeds or takes too long. */
    public static Throwable failureOf(Future<?> future) {
        return of(future.<Throwable>map(result -> new AssertionError("succeeded with " + result))
                .recover(Future::succeededFuture));
    }
}
