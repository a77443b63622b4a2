package org.actionregistry.app;

import java.util.concurrent.CountDownLatch;

/** Waits for SIGTERM or SIGINT, stops what runs, and exits with 0: an orderly stop is no failure. */
public final class ExitSignal {
    private ExitSignal() {}

    /**
     * Blocks until the process is told to end. {@code stop} then runs once, on the shutdown thread; the process ends with
     * status 0 when it returns, or 1 when it throws.
     */
    public static void awaitThen(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> halt(stop), "shutdown"));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without halt the JVM would report the signal (143) however well the drain went. */
    private static void halt(Runnable stop) {
        int status = 1;
        try {
            stop.run();
            status = 0;
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }
}
