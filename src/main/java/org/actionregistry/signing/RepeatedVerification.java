package org.actionregistry.signing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA512Digest;

/**
 * Strict Ed25519 verification under a key that is used again and again: about a quarter of the work, once multiples of the key have
 * been computed.
 *
 * <p>It computes the only R that the equation without cofactor allows, {@code [S]B - [k]A} (RFC 8032, section 5.1.7), and
 * compares its encoding with the signature's. Since A and B are of prime order that R is as well, or neutral; its encoding is
 * canonical. So what {@link Ed25519PublicKey} asks of R needs no check of its own, and both accept the same signatures.
 */
final class RepeatedVerification {
    /** The order of B (RFC 8032, section 5.1). */
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final PointMultiples OF_BASE = new PointMultiples(EdwardsPoint.decode(
            HexFormat.of().parseHex("58" + "66".repeat(Ed25519PublicKey.LENGTH - 1))));

    private static final byte[] NEUTRAL = new EdwardsPoint().encode();

    private final byte[] key;
    private final PointMultiples ofKey;

    /** @param key the canonical encoding of a point of prime order; not to be modified */
    RepeatedVerification(byte[] key) {
        this.key = key;
        this.ofKey = new PointMultiples(EdwardsPoint.decode(key));
    }

    /** @param signature {@value Ed25519PublicKey#SIGNATURE_LENGTH} bytes */
    boolean verify(byte[] message, byte[] signature) {
        BigInteger s = littleEndian(signature, Ed25519PublicKey.LENGTH, Ed25519PublicKey.SIGNATURE_LENGTH);
        if (s.compareTo(ORDER) >= 0) {
            return false;
        }
        byte[] r = OF_BASE.timesMinus(s, ofKey, challenge(message, signature)).encode();
        return Arrays.equals(r, 0, r.length, signature, 0, r.length) && !Arrays.equals(r, NEUTRAL);
    }

    private BigInteger challenge(byte[] message, byte[] signature) {
        SHA512Digest hash = new SHA512Digest();
        hash.update(signature, 0, Ed25519PublicKey.LENGTH);
        hash.update(key, 0, key.length);
        hash.update(message, 0, message.length);
        byte[] digest = new byte[hash.getDigestSize()];
        hash.doFinal(digest, 0);
        return littleEndian(digest, 0, digest.length).mod(ORDER);
    }

    private static BigInteger littleEndian(byte[] bytes, int from, int to) {
        byte[] reversed = new byte[to - from];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = bytes[to - 1 - i];
        }
        return new BigInteger(1, reversed);
    }
}
