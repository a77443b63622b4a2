package org.actionregistry.witnessing;

import io.vertx.core.Future;
import org.actionregistry.signing.NoteSignature;

/** Where cosignatures are kept, to be served below the checkpoint. */
@FunctionalInterface
public interface CosignatureStore {
    /**
     * Keeps a cosignature of the checkpoint of {@code size}. Several server processes may hand over the same witness's; a
     * later one may replace an earlier.
     *
     * @param witness the policy's name for the witness
     * @param line verified against the policy's key
     */
    Future<Void> store(long size, String witness, NoteSignature line);
}
