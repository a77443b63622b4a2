package org.actionregistry.witness;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.actionregistry.merkle.AddCheckpoint;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.UntrustedNoteException;
import org.actionregistry.signing.VerifierKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cosigns the checkpoints of known logs, each of which must extend the one before (C2SP tlog-witness). Whatever happens to
 * it, it never cosigns two trees of one log of which neither extends the other. Thread-safe.
 */
public final class Witness {
    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    private final List<VerifierKey> logs;
    private final Cosigner cosigner;
    private final WitnessState state;
    private final Clock clock;

    /**
     * @param logs the keys of the known logs; several of one name are one log
     * @param state of this cosigner; this witness is from now on the only one to use it
     */
    public Witness(List<VerifierKey> logs, Cosigner cosigner, WitnessState state, Clock clock) {
        this.logs = List.copyOf(logs);
        this.cosigner = cosigner;
        this.state = state;
        this.clock = clock;
    }

    /** What verifies its cosignatures. */
    public VerifierKey verifierKey() {
        return cosigner.verifierKey();
    }

    /** The keys of the logs it knows. */
    public List<VerifierKey> logs() {
        return logs;
    }

    /**
     * Answers one {@code add-checkpoint} request; blocks for as long as it takes to make a file durable.
     *
     * @param body of the request, at most as long as {@link SignedNote#MAX_BYTES}
     */
    public WitnessAnswer addCheckpoint(byte[] body) {
        AddCheckpoint request;
        Checkpoint checkpoint;
        try {
            request = AddCheckpoint.parse(body);
            checkpoint = Checkpoint.parse(request.checkpoint().text());
        } catch (IllegalArgumentException e) {
            return WitnessAnswer.malformed(String.valueOf(e.getMessage()));
        }
        List<VerifierKey> keys = logs.stream()
                .filter(key -> key.name().value().equals(checkpoint.origin()))
                .toList();
        if (keys.isEmpty()) {
            return WitnessAnswer.unknownLog();
        }
        try {
            var unused = request.checkpoint().open(keys);
        } catch (UntrustedNoteException e) {
            return WitnessAnswer.badSignature(e.message());
        }
        return cosign(request, checkpoint);
    }

    /**
     * Of several requests one after the other: were comparing and keeping apart, an older checkpoint could replace a newer
     * one in between ("add-checkpoint", the race described there).
     */
    private synchronized WitnessAnswer cosign(AddCheckpoint request, Checkpoint checkpoint) {
        Optional<Checkpoint> last = state.last(checkpoint.origin());
        long size = last.map(Checkpoint::size).orElse(0L);
        if (request.oldSize() != size) {
            return WitnessAnswer.conflict(size);
        }
        MerkleHash root = last.map(Checkpoint::root).orElse(MerkleHash.EMPTY_ROOT);
        if (checkpoint.size() == size && !checkpoint.root().equals(root)) {
            LOG.error(
                    "The log {} has signed two roots of size {}: {} and {}",
                    checkpoint.origin(),
                    size,
                    root,
                    checkpoint.root());
            return WitnessAnswer.conflict(size);
        }
        if (!request.isConsistentWith(root)) {
            LOG.error(
                    "The log {} sent a checkpoint of size {} with no proof that it extends the one of size {}",
                    checkpoint.origin(),
                    checkpoint.size(),
                    size);
            return WitnessAnswer.badProof();
        }
        return keepAndSign(request.checkpoint(), checkpoint.origin());
    }

    /** In this order: a cosignature that had left before a crash would not bind the witness after it. */
    private WitnessAnswer keepAndSign(SignedNote checkpoint, String origin) {
        try {
            state.keep(origin, checkpoint);
        } catch (IOException e) {
            LOG.error("The state could not be written, so nothing was cosigned", e);
            return WitnessAnswer.notPersisted();
        }
        long now = clock.instant().getEpochSecond();
        return WitnessAnswer.cosigned(cosigner.cosign(checkpoint.text(), now));
    }
}
