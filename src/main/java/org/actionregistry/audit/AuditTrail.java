package org.actionregistry.audit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.actionregistry.failure.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes audit rows behind the requests they are about, in batches and one batch at a time. Rows wait in a bounded queue,
 * also while the store is away; what does not fit is dropped and counted, and no request ever fails or waits for it.
 *
 * <p>Rows of requests that nobody was recognised behind may fill half of the queue only: who floods the registry without
 * a credential shall not thereby hide what others do with one.
 *
 * <p>Thread-safe: the writer lives on one context.
 */
public final class AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    private static final int BATCH = 500;
    private static final long RETRY_MS = 1000;
    private static final long REPORT_NANOS = 10_000_000_000L;

    private final Vertx vertx;
    private final Context context;
    private final AuditStore store;
    private final int capacity;
    private final BlockingQueue<AuditRecord> queue;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final LongAdder dropped = new LongAdder();

    // What follows belongs to the context.
    private final Promise<Void> drained = Promise.promise();
    private List<AuditRecord> batch = List.of();
    private boolean busy;
    private boolean away;
    private boolean draining;
    private long reported;
    private long reportedAt = System.nanoTime() - REPORT_NANOS;

    /** @param capacity how many rows may wait, at least 2 */
    public AuditTrail(Vertx vertx, AuditStore store, int capacity) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.store = store;
        this.capacity = capacity;
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    /** Takes a row, or drops it; returns at once. */
    public void add(AuditRecord row) {
        boolean crowded = row.principal().equals(AuditRecord.NOBODY) && queue.size() >= capacity / 2;
        if (crowded || !queue.offer(row)) {
            dropped.increment();
        }
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(none -> {
                woken.set(false);
                writeNext();
            });
        }
    }

    /** Rows that pass a filter; those that wait to be written are not among them. */
    public Future<AuditPage> read(AuditQuery query) {
        return store.read(query);
    }

    /** How many rows were never written, since the start. */
    public long dropped() {
        return dropped.sum();
    }

    /** How many rows wait. */
    public int waiting() {
        return queue.size();
    }

    /** Completes when all that waits has been written, or cannot be: the store is asked once more, not for ever. */
    public Future<Void> drain() {
        context.runOnContext(none -> {
            draining = true;
            if (away && !busy) {
                busy = true;
                write();
            } else {
                writeNext();
            }
        });
        return drained.future();
    }

    private void writeNext() {
        if (busy || away) {
            return;
        }
        batch = new ArrayList<>();
        queue.drainTo(batch, BATCH);
        if (!batch.isEmpty()) {
            busy = true;
            write();
        } else if (draining) {
            finish();
        }
    }

    private void write() {
        // A store that throws has failed as well.
        Future.succeededFuture()
                .compose(start -> store.append(batch))
                .recover(failure ->
                        failure instanceof Unavailable ? Future.failedFuture(failure) : oneByOne(batch, failure))
                .onComplete(outcome -> context.runOnContext(none -> {
                    busy = false;
                    if (outcome.succeeded()) {
                        written();
                    } else {
                        postpone();
                    }
                }));
    }

    private void written() {
        away = false;
        report(false);
        writeNext();
    }

    private void postpone() {
        if (draining) {
            dropped.add(batch.size());
            dropped.add(queue.size());
            finish();
            return;
        }
        if (!away) {
            LOG.warn("The audit trail cannot be written now; up to {} rows wait", capacity);
        }
        away = true;
        report(false);
        vertx.setTimer(RETRY_MS, fired -> context.runOnContext(none -> retry()));
    }

    private void retry() {
        if (!busy && !draining) {
            busy = true;
            write();
        }
    }

    /** A row that the store will never take must not take its neighbours along. */
    private Future<Void> oneByOne(List<AuditRecord> rows, Throwable failure) {
        LOG.error("A batch of audit rows was refused; its rows are written one by one", failure);
        Future<Void> done = Future.succeededFuture();
        for (AuditRecord row : rows) {
            done = done.compose(before -> store.append(List.of(row)).recover(lost -> {
                dropped.increment();
                return Future.succeededFuture();
            }));
        }
        return done;
    }

    private void finish() {
        report(true);
        drained.tryComplete();
    }

    /** One line for all that was dropped since the last one, not a line each. */
    private void report(boolean now) {
        long lost = dropped.sum() - reported;
        if (lost > 0 && (now || System.nanoTime() - reportedAt >= REPORT_NANOS)) {
            LOG.atWarn().addKeyValue("rows", lost).log("Audit rows were dropped");
            reported += lost;
            reportedAt = System.nanoTime();
        }
    }
}
