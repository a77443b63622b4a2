package org.actionregistry.merkle;

import java.util.List;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.VerifiedSignature;

/**
 * A checkpoint that a {@link LogPolicy} believes; only {@link LogPolicy#verify} makes one.
 *
 * @param checkpoint what it says
 * @param note what was verified, with the signatures of others
 * @param logSignatures those of the log itself, at least one
 * @param cosignatures those of the policy's witnesses
 */
public record VerifiedCheckpoint(
        Checkpoint checkpoint,
        SignedNote note,
        List<VerifiedSignature> logSignatures,
        List<VerifiedSignature> cosignatures) {
    /** Copies the lists. */
    public VerifiedCheckpoint {
        logSignatures = List.copyOf(logSignatures);
        cosignatures = List.copyOf(cosignatures);
    }
}
