package org.actionregistry.signing;

import java.security.SecureRandom;

public final class Ed25519PrivateKey {
    private Ed25519PrivateKey() {}

    public static Ed25519PrivateKey generate(SecureRandom random) {
        throw new UnsupportedOperationException();
    }

    public static Ed25519PrivateKey fromPem(String pem) {
        throw new UnsupportedOperationException();
    }

    public String toPem() {
        throw new UnsupportedOperationException();
    }

    public byte[] sign(byte[] message) {
        throw new UnsupportedOperationException();
    }

    public Ed25519PublicKey publicKey() {
        throw new UnsupportedOperationException();
    }
}
