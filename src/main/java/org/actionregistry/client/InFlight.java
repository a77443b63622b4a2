package org.actionregistry.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Requests under way, at most so many; what they bring is taken on the caller's thread, in the order they were made. */
final class InFlight<T> {
    private final int limit;
    private final Consumer<T> taker;
    private final Queue<CompletableFuture<T>> underWay = new ArrayDeque<>();

    /** @param limit at least 1 */
    InFlight(int limit, Consumer<T> taker) {
        this.limit = limit;
        this.taker = taker;
    }

    /** Adds one that was just made; waits for the oldest when there are as many as there may be. */
    void add(CompletableFuture<T> request) {
        underWay.add(request);
        if (underWay.size() >= limit) {
            takeOldest();
        }
    }

    /** Waits for all. */
    void drain() {
        while (!underWay.isEmpty()) {
            takeOldest();
        }
    }

    private void takeOldest() {
        taker.accept(Transport.joined(underWay.remove()));
    }
}
