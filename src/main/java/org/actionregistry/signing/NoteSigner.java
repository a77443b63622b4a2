package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Signs notes with Ed25519 (C2SP signed-note, "Ed25519 signatures").
 *
 * @param name the name it signs under; for a log, its origin
 * @param key the key it signs with
 */
public record NoteSigner(KeyName name, Ed25519PrivateKey key) {
    /** What verifies its signatures. */
    public VerifierKey verifierKey() {
        return new VerifierKey(name, SignatureType.ED25519, key.publicKey());
    }

    /** The signature of {@code text}, which ends with a newline. */
    public NoteSignature sign(String text) {
        return new NoteSignature(name, verifierKey().id(), key.sign(text.getBytes(UTF_8)));
    }
}
