package org.actionregistry.witnessing;

import org.actionregistry.signing.NoteSignature;

/** What came of one {@code add-checkpoint} request. */
sealed interface WitnessReply {
    /** @param line of the witness's own key, verified */
    record Cosigned(NoteSignature line) implements WitnessReply {}

    /** @param size of the checkpoint that the witness cosigned last */
    record AtSize(long size) implements WitnessReply {}

    /**
     * Anything else.
     *
     * @param what for the operator; the same for the same trouble
     * @param detail what else is known
     * @param mayPass whether it is the network or the witness's health, rather than a refusal
     */
    record Failed(String what, String detail, boolean mayPass) implements WitnessReply {}
}
