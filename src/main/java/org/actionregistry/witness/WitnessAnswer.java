package org.actionregistry.witness;

import org.actionregistry.signing.NoteSignature;

/**
 * What a witness answers to {@code add-checkpoint} (C2SP tlog-witness, "add-checkpoint").
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param body ends with a newline
 */
public record WitnessAnswer(int status, String contentType, String body) {
    /** The content type of a 409's body, by which a client knows a tree size. */
    public static final String TREE_SIZE = "text/x.tlog.size";

    static final String TEXT = "text/plain; charset=utf-8";

    static WitnessAnswer cosigned(NoteSignature cosignature) {
        return new WitnessAnswer(200, TEXT, cosignature + "\n");
    }

    static WitnessAnswer malformed(String why) {
        return new WitnessAnswer(400, TEXT, why + "\n");
    }

    static WitnessAnswer badSignature(String why) {
        return new WitnessAnswer(403, TEXT, why + "\n");
    }

    static WitnessAnswer unknownLog() {
        return new WitnessAnswer(404, TEXT, "this witness does not know the log of that origin\n");
    }

    static WitnessAnswer conflict(long cosignedSize) {
        return new WitnessAnswer(409, TREE_SIZE, cosignedSize + "\n");
    }

    static WitnessAnswer badProof() {
        return new WitnessAnswer(
                422, TEXT, "the proof does not show that the checkpoint's tree extends the one cosigned last\n");
    }

    static WitnessAnswer notPersisted() {
        return new WitnessAnswer(500, TEXT, "the witness could not keep the checkpoint, so it did not cosign it\n");
    }
}
