package org.actionregistry.verification;

import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyId;

/** A public key signatures are believed under, as long as its life says so. */
public record TrustedKey(KeyId kid, Ed25519PublicKey publicKey, KeyLife life) {
    /** A configured key to which nothing has happened. */
    public TrustedKey(KeyId kid, Ed25519PublicKey publicKey) {
        this(kid, publicKey, KeyLife.SINCE_EVER);
    }

    /** The same key with another life. */
    public TrustedKey living(KeyLife other) {
        return new TrustedKey(kid, publicKey, other);
    }
}
