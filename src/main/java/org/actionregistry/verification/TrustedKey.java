package org.actionregistry.verification;

import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyId;

/** A public key signatures are believed under. */
public record TrustedKey(KeyId kid, Ed25519PublicKey publicKey) {}
