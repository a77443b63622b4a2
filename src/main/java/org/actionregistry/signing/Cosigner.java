package org.actionregistry.signing;

/**
 * Cosigns checkpoints of others (C2SP tlog-cosignature). The signed message does not hold the name, so a key must belong
 * to one cosigner only.
 *
 * @param name the name it signs under
 * @param key the key it signs with
 */
public record Cosigner(KeyName name, Ed25519PrivateKey key) {
    /** What verifies its cosignatures. */
    public VerifierKey verifierKey() {
        return new VerifierKey(name, SignatureType.COSIGNATURE_V1, key.publicKey());
    }

    /**
     * The cosignature of a checkpoint.
     *
     * @param text the checkpoint's whole text, with its last newline
     * @param time seconds since the epoch
     * @throws IllegalArgumentException when the time is negative
     */
    public NoteSignature cosign(String text, long time) {
        if (time < 0) {
            throw new IllegalArgumentException("the time of a cosignature is not negative");
        }
        return new NoteSignature(name, verifierKey().id(), Cosignature.sign(key, text, time));
    }
}
