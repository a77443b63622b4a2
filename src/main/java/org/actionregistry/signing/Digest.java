package org.actionregistry.signing;

public final class Digest {
    private Digest() {}

    public static Digest of(byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    public static Digest parse(String text) {
        throw new UnsupportedOperationException();
    }

    public byte[] bytes() {
        throw new UnsupportedOperationException();
    }

    public String hex() {
        throw new UnsupportedOperationException();
    }
}
