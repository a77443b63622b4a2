package org.actionregistry.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.actionregistry.failure.Unavailable;

/**
 * Group commit: entries that wait are written together, so a batch costs one fsync however many entries it holds.
 *
 * <p>One batch is being written at a time; while it is, new entries queue up to a bound and then are refused with
 * {@link Unavailable}. When it has come to its commit, the next one is sent after it, so that neither the database nor this
 * process waits for the other between the two. Thread-safe: the queue lives on one context.
 */
public final class Journal {
    private final JournalStore store;
    private final Context context;
    private final int queueLimit;
    private final int batchLimit;
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private final List<Consumer<JournalEntry>> listeners = new CopyOnWriteArrayList<>();
    /** Transactions that have not ended, those that are committing included: two at most. */
    private int underWay;

    /** Whether one of them is still before its commit. */
    private boolean writing;

    private volatile int waiting;

    private record Waiting(Submission<?> submission, Promise<Appended> promise) {
        boolean publishes() {
            return submission.entry() instanceof VersionPublished;
        }
    }

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

    /** @param listener told of every entry once it is durable, before whoever appended it; must not block */
    public void onWritten(Consumer<JournalEntry> listener) {
        listeners.add(listener);
    }

    /** Publishes; completes when the entry is durable or cannot be written, fails with {@link Unavailable} when full. */
    public Future<Appended> publish(Submission<VersionPublished> publication) {
        return append(publication);
    }

    /**
     * Makes a change; completes when the entry is durable.
     *
     * @return fails with {@link org.actionregistry.failure.Refused} when it contradicts what is there, with
     *     {@link Unavailable} when too many writes wait
     */
    public Future<Appended.Written> change(Submission<? extends RegistryChange> change) {
        return append(change).map(Appended.Written.class::cast);
    }

    /** The outcome a publication would have now; writes nothing. */
    public Future<Appended> probe(Submission<VersionPublished> publication) {
        return store.probe(publication);
    }

    private Future<Appended> append(Submission<?> submission) {
        Promise<Appended> promise = Promise.promise();
        context.runOnContext(none -> enqueue(new Waiting(submission, promise)));
        return promise.future();
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
        if (queue.element().publishes()) {
            if (underWay < 2) {
                write(this::publish);
            }
        } else if (underWay == 0) {
            write(committing -> change());
        }
    }

    /** @param work is handed what to call when it has come to its commit */
    private void write(Function<Runnable, Future<?>> work) {
        boolean[] committing = {false};
        writing = true;
        underWay++;
        Runnable atCommit = () -> {
            if (!committing[0]) {
                committing[0] = true;
                writing = false;
            }
        };
        Future<?> written = work.apply(() -> context.runOnContext(none -> {
            atCommit.run();
            writeNext();
        }));
        waiting = queue.size();
        written.onComplete(outcome -> context.runOnContext(none -> {
            atCommit.run();
            underWay--;
            writeNext();
        }));
    }

    /** All that wait up to the next change, which is decided by what stands before it. */
    private Future<?> publish(Runnable onCommit) {
        List<Submission<VersionPublished>> batch = new ArrayList<>(Math.min(queue.size(), batchLimit));
        List<Promise<Appended>> promises = new ArrayList<>(batch.size());
        while (!queue.isEmpty() && batch.size() < batchLimit && queue.element().publishes()) {
            Waiting next = queue.remove();
            batch.add(new Submission<>((VersionPublished) next.submission.entry(), next.submission.actor()));
            promises.add(next.promise);
        }
        return store.publish(batch, onCommit)
                .onSuccess(outcomes -> {
                    for (int i = 0; i < promises.size(); i++) {
                        if (outcomes.get(i) instanceof Appended.Written) {
                            tell(batch.get(i).entry());
                        }
                        promises.get(i).complete(outcomes.get(i));
                    }
                })
                .onFailure(failure -> promises.forEach(promise -> promise.fail(failure)));
    }

    private Future<?> change() {
        Waiting next = queue.remove();
        return store.change(new Submission<>((RegistryChange) next.submission.entry(), next.submission.actor()))
                .onSuccess(written -> {
                    tell(next.submission.entry());
                    next.promise.complete(written);
                })
                .onFailure(next.promise::fail);
    }

    private void tell(JournalEntry entry) {
        listeners.forEach(listener -> listener.accept(entry));
    }
}
