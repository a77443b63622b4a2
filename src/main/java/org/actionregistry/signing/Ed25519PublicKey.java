package org.actionregistry.signing;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 public key (RFC 8032) that is worth trusting, and strict verification under it. Immutable.
 *
 * <p>RFC 8032 leaves verifiers room to disagree about crafted keys and signatures (Chalkias, Garillot, Nikolaenko,
 * "Taming the many EdDSAs", 2020). Here both the key and the signature's R must be canonically encoded points of prime
 * order and S must be below the group order, so what passes here passes any verifier, and a signature cannot be
 * altered into another valid one or hold for several messages.
 */
public final class Ed25519PublicKey {
    /** The length of a key, in bytes. */
    public static final int LENGTH = Ed25519.PUBLIC_KEY_SIZE;

    /** The length of a signature, in bytes. */
    public static final int SIGNATURE_LENGTH = Ed25519.SIGNATURE_SIZE;

    private final byte[] raw;

    /** Decoded and checked once, when the key enters, rather than at every verification. */
    private final Ed25519.PublicPoint point;

    /** From how many verifications on a key is worth the multiples that {@link RepeatedVerification} keeps of it. */
    static final int REPEATED = 8;

    private final AtomicInteger verifications = new AtomicInteger();
    private volatile @Nullable RepeatedVerification repeated;

    private Ed25519PublicKey(byte[] raw, Ed25519.PublicPoint point) {
        this.raw = raw;
        this.point = point;
    }

    /**
     * Takes a raw key, as RFC 8032, section 5.1.2 encodes it. Costs about one verification.
     *
     * @param raw {@value #LENGTH} bytes; copied
     * @throws IllegalArgumentException when the length is another, or the bytes are not the canonical encoding of a
     *     point, or the point is of small or mixed order
     */
    public static Ed25519PublicKey of(byte[] raw) {
        if (raw.length != LENGTH) {
            throw new IllegalArgumentException(
                    "an Ed25519 public key has " + LENGTH + " bytes, this one has " + raw.length);
        }
        byte[] copy = raw.clone();
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(copy, 0);
        if (point == null) {
            throw new IllegalArgumentException(
                    "the Ed25519 public key is weak or malformed: not a canonical encoding of a point of prime order");
        }
        return new Ed25519PublicKey(copy, point);
    }

    /**
     * Takes a key as {@link Base64Text}, with or without the prefix.
     *
     * @throws IllegalArgumentException when the text is not canonical base64, or {@link #of} refuses its bytes
     */
    public static Ed25519PublicKey parse(String base64Text) {
        return of(Base64Text.decode(base64Text));
    }

    /** A copy of the {@value #LENGTH} bytes. */
    public byte[] bytes() {
        return raw.clone();
    }

    /**
     * Whether {@code signature} is this key's strict Ed25519 signature (pure, no context) of {@code message}. A
     * malformed signature is a false one: nothing is thrown. Takes about 0.15 ms of CPU, for a good signature a quarter of it once
     * the key has been used {@value #REPEATED} times; not for an event loop.
     */
    public boolean verify(byte[] message, byte[] signature) {
        // The length first, since neither way looks at what follows 64 bytes.
        if (signature.length != SIGNATURE_LENGTH) {
            return false;
        }
        RepeatedVerification multiples = repeated;
        if (multiples != null) {
            // A no is the library's to say: our own arithmetic may save time, not turn a good version into a bad one.
            return multiples.verify(message, signature) || verifyOnce(message, signature);
        }
        if (verifications.incrementAndGet() == REPEATED) {
            repeated = new RepeatedVerification(raw);
        }
        return verifyOnce(message, signature);
    }

    /** Without multiples. First R, whose order the library's verify() does not check; verify() itself refuses S >= L. */
    boolean verifyOnce(byte[] message, byte[] signature) {
        return Ed25519.validatePublicKeyFull(signature, 0)
                && Ed25519.verify(signature, 0, point, message, 0, message.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ed25519PublicKey key && Arrays.equals(raw, key.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    /** The key as {@link Base64Text}, with the prefix. */
    @Override
    public String toString() {
        return Base64Text.encode(raw);
    }
}
