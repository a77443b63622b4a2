package org.actionregistry.journal;

import io.vertx.core.Future;
import java.util.List;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.VerifierKey;

/** Signs what the journal's Merkle tree has come to. */
public interface CheckpointSigner {
    /** The line that names the log in each checkpoint (C2SP tlog-checkpoint, origin). */
    String origin();

    /** The public keys it signs under; the first is the current one. */
    List<VerifierKey> keys();

    /** A checkpoint of that tree; off the event loop. */
    Future<SignedNote> sign(long size, MerkleHash root);
}
