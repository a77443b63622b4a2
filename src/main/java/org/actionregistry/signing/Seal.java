package org.actionregistry.signing;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A keyed checksum as it was made or stored, not yet believed: it may be any bytes. Immutable. */
public final class Seal {
    private final byte[] value;

    /** @param value copied */
    public Seal(byte[] value) {
        this.value = value.clone();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return value.clone();
    }

    /** Whether these are the bytes; takes as long for a wrong one, wherever it differs. */
    public boolean is(byte[] right) {
        return MessageDigest.isEqual(right, value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seal seal && is(seal.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(value);
    }
}
