package org.actionregistry.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.actionregistry.failure.Unavailable;

/**
 * Group commit: entries that wait are written together, so a batch costs one fsync however many entries it holds.
 *
 * <p>One batch is under way at a time; while it is, new entries queue up to a bound and then are refused with
 * {@link Unavailable}. Thread-safe: the queue lives on one context.
 */
public final class Journal {
    private final JournalStore store;
    private final Context context;
    private final int queueLimit;
    private final int batchLimit;
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private boolean writing;
    private volatile int waiting;

    private record Waiting(JournalEntry entry, Promise<Appended> promise) {}

    /**
     * @param queueLimit how many entries may wait, at least 1
     * @param batchLimit how many entries one transaction may hold, at least 1
     */
    public Journal(Vertx vertx, JournalStore store, int queueLimit, int batchLimit) {
        this.store = store;
        this.context = vertx.getOrCreateContext();
        this.queueLimit = queueLimit;
        this.batchLimit = batchLimit;
    }

    /** Appends; completes when the entry is durable or cannot be written, fails with {@link Unavailable} when full. */
    public Future<Appended> append(JournalEntry entry) {
        Promise<Appended> promise = Promise.promise();
        context.runOnContext(none -> enqueue(new Waiting(entry, promise)));
        return promise.future();
    }

    /** The outcome {@code entry} would have now; writes nothing. */
    public Future<Appended> probe(JournalEntry entry) {
        return store.probe(entry);
    }

    /** How many entries wait for a batch, about now; for measurements. */
    public int waiting() {
        return waiting;
    }

    private void enqueue(Waiting waiting) {
        if (queue.size() >= queueLimit) {
            waiting.promise.fail(new Unavailable("Too many writes are waiting; try again.", 1));
            return;
        }
        queue.add(waiting);
        this.waiting = queue.size();
        writeNext();
    }

    private void writeNext() {
        if (writing || queue.isEmpty()) {
            return;
        }
        writing = true;
        List<Waiting> batch = new ArrayList<>(Math.min(queue.size(), batchLimit));
        while (!queue.isEmpty() && batch.size() < batchLimit) {
            batch.add(queue.remove());
        }
        waiting = queue.size();
        write(batch)
                .onComplete(outcome -> context.runOnContext(none -> {
                    writing = false;
                    writeNext();
                }));
    }

    private Future<List<Appended>> write(List<Waiting> batch) {
        return store.append(batch.stream().map(Waiting::entry).toList())
                .onSuccess(outcomes -> {
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).promise.complete(outcomes.get(i));
                    }
                })
                .onFailure(failure -> batch.forEach(waiting -> waiting.promise.fail(failure)));
    }
}
