package org.actionregistry.signing;

public final class Base64Text {
    private Base64Text() {}

    public static String encode(byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    public static byte[] decode(String text) {
        throw new UnsupportedOperationException();
    }
}
