package org.actionregistry.postgres;

import java.util.Optional;
import org.actionregistry.journal.CheckpointSigner;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.UntrustedNoteException;

/** Tells a log of ours from one that somebody else has signed. */
final class ForeignLog {
    private ForeignLog() {}

    /** Why {@code note} is not a checkpoint that {@code signer} may continue; empty where it is. */
    static Optional<String> reason(CheckpointSigner signer, String note) {
        try {
            SignedNote signed = SignedNote.parse(note);
            String origin = Checkpoint.parse(signed.text()).origin();
            if (!origin.equals(signer.origin())) {
                return Optional.of("the log in this database is " + origin + ", LOG_ORIGIN says " + signer.origin());
            }
            signed.open(signer.keys());
            return Optional.empty();
        } catch (UntrustedNoteException notOurs) {
            return Optional.of("the last checkpoint was not signed by a key of LOG_SIGNING_KEY_FILE");
        } catch (IllegalArgumentException malformed) {
            return Optional.of("the last checkpoint is malformed: " + malformed.getMessage());
        }
    }
}
