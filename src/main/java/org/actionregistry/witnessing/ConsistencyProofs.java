package org.actionregistry.witnessing;

import io.vertx.core.Future;
import org.actionregistry.merkle.ConsistencyProof;

/** Where the proofs come from that the log only grew. */
@FunctionalInterface
public interface ConsistencyProofs {
    /**
     * The proof between two sizes of the log.
     *
     * @param from above 0
     * @param to not below {@code from}, and not above a size that was signed
     */
    Future<ConsistencyProof> between(long from, long to);
}
