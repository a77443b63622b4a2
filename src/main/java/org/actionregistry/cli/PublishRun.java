package org.actionregistry.cli;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.actionregistry.client.ClientFailure;
import org.actionregistry.client.PublishReceipt;
import org.actionregistry.client.SignedRecord;

/**
 * Publishes documents, several at a time, and reports them in the order they came. After an outcome that the others would
 * share (unreachable, not allowed) nothing more is sent.
 */
final class PublishRun {
    private final Function<InputDocument, SignedRecord> toRecord;
    private final Function<SignedRecord, CompletableFuture<PublishReceipt>> publish;
    private final int concurrency;
    private final PublishReport report;
    private final Queue<CompletableFuture<PublishOutcome>> inFlight = new ArrayDeque<>();
    private boolean stopped;

    PublishRun(
            Function<InputDocument, SignedRecord> toRecord,
            Function<SignedRecord, CompletableFuture<PublishReceipt>> publish,
            int concurrency,
            PublishReport report) {
        this.toRecord = toRecord;
        this.publish = publish;
        this.concurrency = concurrency;
        this.report = report;
    }

    void all(PublishSources sources) {
        sources.forEach(this::add, unreadable -> enqueue(CompletableFuture.completedFuture(unreadable)));
        while (!inFlight.isEmpty()) {
            reportOldest();
        }
    }

    private void add(InputDocument document) {
        if (stopped) {
            report.notAttempted();
            return;
        }
        enqueue(outcome(document));
    }

    private void enqueue(CompletableFuture<PublishOutcome> outcome) {
        inFlight.add(outcome);
        if (inFlight.size() >= concurrency) {
            reportOldest();
        }
    }

    private CompletableFuture<PublishOutcome> outcome(InputDocument document) {
        SignedRecord record;
        try {
            record = toRecord.apply(document);
        } catch (VerbFailure failure) {
            return CompletableFuture.completedFuture(PublishOutcome.invalid(document.origin(), failure));
        }
        return publish.apply(record)
                .thenApply(receipt -> PublishOutcome.done(document.origin(), receipt))
                .exceptionally(failure -> PublishOutcome.failed(document.origin(), record, clientFailure(failure)));
    }

    /** @throws CompletionException for what is not the registry's or the network's fault */
    private static ClientFailure clientFailure(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ClientFailure known) {
            return known;
        }
        throw new CompletionException(cause);
    }

    private void reportOldest() {
        PublishOutcome outcome = inFlight.remove().join();
        report.add(outcome);
        stopped |= outcome.last();
    }
}
