package org.actionregistry.witnessing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.actionregistry.merkle.AddCheckpoint;
import org.actionregistry.merkle.ConsistencyProof;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.signing.NoteSignature;
import org.actionregistry.signing.SignedNote;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints on their way to one witness. Everything happens on one context. */
final class WitnessLine {
    private static final Logger LOG = LoggerFactory.getLogger(WitnessLine.class);

    /** What a push stands on. */
    record Ports(ConsistencyProofs proofs, CosignatureStore store) {}

    /** @param what the same for the same trouble, so that it is logged once; the detail may vary */
    private record Trouble(String what, @Nullable String detail) {}

    private record Signed(SignedNote note, long size) {}

    private final Vertx vertx;
    private final WitnessRequest witness;
    private final Ports ports;
    private final PushTimes times;
    private final Context context;

    private @Nullable Signed newest;

    /** What the witness cosigned last, as far as is known; 0 is also what one asks with to learn it. */
    private long witnessSize;

    /** The largest size of which the witness's cosignature is kept here. */
    private long stored = -1;

    private boolean busy;
    private boolean closed;
    private int failures;
    private @Nullable String trouble;

    WitnessLine(Vertx vertx, WitnessRequest witness, Ports ports, PushTimes times, Context context) {
        this.vertx = vertx;
        this.witness = witness;
        this.ports = ports;
        this.times = times;
        this.context = context;
    }

    void offer(SignedNote note, long size) {
        if (newest == null || size > newest.size()) {
            newest = new Signed(note, size);
            next();
        }
    }

    void close() {
        closed = true;
    }

    /** Sends the newest checkpoint, unless something is under way; when that ends, this is called again. */
    private void next() {
        Signed current = newest;
        if (busy || closed || current == null || current.size() <= stored) {
            return;
        }
        busy = true;
        send(current)
                .onComplete(sent -> context.runOnContext(none -> {
                    busy = false;
                    if (sent.failed()) {
                        pause(new Trouble(
                                "there is no proof for it", sent.cause().getMessage()));
                    } else if (!closed) {
                        take(current, sent.result());
                    }
                }));
    }

    private record Sent(long oldSize, WitnessReply reply) {}

    private Future<Sent> send(Signed current) {
        long oldSize = witnessSize;
        return proof(oldSize, current.size())
                .map(path -> new AddCheckpoint(oldSize, path, current.note()))
                .compose(witness::send)
                .map(reply -> new Sent(oldSize, reply));
    }

    /** Two trees of one size take no proof, nor does one that begins with nothing. */
    private Future<List<MerkleHash>> proof(long from, long to) {
        return from == 0 || from == to
                ? Future.succeededFuture(List.of())
                : ports.proofs().between(from, to).map(ConsistencyProof::path);
    }

    private void take(Signed current, Sent sent) {
        if (sent.reply() instanceof WitnessReply.Cosigned cosigned) {
            witnessSize = current.size();
            store(current, cosigned.line());
        } else if (sent.reply() instanceof WitnessReply.AtSize at) {
            conflict(current, sent.oldSize(), at.size());
        } else if (sent.reply() instanceof WitnessReply.Failed failed) {
            if (!failed.mayPass()) {
                // Whatever it refused, the next attempt begins with what it says of itself.
                witnessSize = 0;
            }
            pause(new Trouble(failed.what(), failed.detail()));
        }
    }

    /** The witness says where it is ("The response body MUST consist of the tree size"), and the next request starts there. */
    private void conflict(Signed current, long oldSize, long itsSize) {
        witnessSize = itsSize;
        String sizes = "it says it has cosigned size " + itsSize + "; it was sent size " + current.size()
                + " as grown from " + oldSize;
        if (itsSize > current.size()) {
            // Another process may have pushed what this one has not heard of yet; or this log was rolled back. After
            // the
            // pause it is asked anew, since what it said may be outdated then.
            witnessSize = 0;
            pause(new Trouble("it is ahead of this log", sizes));
        } else if (itsSize == oldSize && itsSize == current.size()) {
            pause(new Trouble("it has cosigned another root of this size than this log has signed", sizes));
        } else if (itsSize == oldSize || itsSize < oldSize) {
            // One that contradicts itself must not be asked in a tight loop.
            pause(new Trouble("it contradicts what it answered before", sizes));
        } else {
            next();
        }
    }

    private void store(Signed current, NoteSignature line) {
        busy = true;
        ports.store()
                .store(current.size(), witness.name(), line)
                .onComplete(kept -> context.runOnContext(none -> {
                    busy = false;
                    if (kept.failed()) {
                        pause(new Trouble(
                                "its cosignature could not be kept",
                                kept.cause().getMessage()));
                        return;
                    }
                    stored = current.size();
                    recovered();
                    next();
                }));
    }

    private void recovered() {
        failures = 0;
        if (trouble != null) {
            LOG.info("The witness {} cosigns again", witness.name());
            trouble = null;
        }
    }

    /** Says what is wrong, once as long as it stays the same, and tries again later. */
    private void pause(Trouble why) {
        if (closed) {
            return;
        }
        if (!why.what().equals(trouble)) {
            LOG.warn("The witness {} does not cosign: {} ({})", witness.name(), why.what(), why.detail());
            trouble = why.what();
        }
        failures++;
        busy = true;
        Duration pause = times.pauseAfter(failures);
        long unused = vertx.setTimer(
                Math.max(1, pause.toMillis()),
                timer -> context.runOnContext(none -> {
                    busy = false;
                    next();
                }));
    }
}
