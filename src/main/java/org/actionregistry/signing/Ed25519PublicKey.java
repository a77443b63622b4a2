package org.actionregistry.signing;

public final class Ed25519PublicKey {
    private Ed25519PublicKey() {}

    public static Ed25519PublicKey of(byte[] raw) {
        throw new UnsupportedOperationException();
    }

    public static Ed25519PublicKey parse(String base64Text) {
        throw new UnsupportedOperationException();
    }

    public byte[] bytes() {
        throw new UnsupportedOperationException();
    }

    public boolean verify(byte[] message, byte[] signature) {
        throw new UnsupportedOperationException();
    }
}
