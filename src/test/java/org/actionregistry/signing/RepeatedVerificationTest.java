package org.actionregistry.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/** Holds the verification with kept multiples against the library's, which is the authority. */
class RepeatedVerificationTest {
    private static final BigInteger ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /** Points of order 2, 4 and 8, and another encoding of the neutral point (Taming the many EdDSAs, table 5). */
    private static final String[] SMALL = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
    };

    @Property(tries = 500)
    void acceptsWhatTheKeySigned(@ForAll long seed, @ForAll @Size(max = 100) byte[] message) {
        Ed25519PrivateKey key = key(seed);
        byte[] signature = key.sign(message);

        assertThat(repeated(key.publicKey()).verify(message, signature)).isTrue();
    }

    @Property(tries = 1_000)
    void refusesEveryFlippedBitAsTheLibraryDoes(
            @ForAll long seed, @ForAll @IntRange(max = 511) int bit, @ForAll @Size(32) byte[] message) {
        Ed25519PrivateKey key = key(seed);
        byte[] signature = key.sign(message);
        signature[bit / 8] ^= (byte) (1 << bit % 8);

        assertThat(key.publicKey().verifyOnce(message, signature)).isFalse();
        assertThat(repeated(key.publicKey()).verify(message, signature)).isFalse();
    }

    @Property(tries = 300)
    void refusesTheSameScalarPlusTheOrder(@ForAll long seed, @ForAll @Size(32) byte[] message) {
        Ed25519PrivateKey key = key(seed);
        byte[] signature = key.sign(message);
        putScalar(signature, scalar(signature).add(ORDER));

        assertThat(repeated(key.publicKey()).verify(message, signature)).isFalse();
        assertThat(key.publicKey().verifyOnce(message, signature)).isFalse();
    }

    /** With the private scalar one can make a signature whose equation holds for the neutral R: [k]A = [S]B. */
    @Property(tries = 200)
    void refusesASignatureWhoseRIsOfSmallOrder(@ForAll long seed, @ForAll @Size(32) byte[] message) {
        Random random = new Random(seed);
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        byte[] publicKey = new byte[32];
        Ed25519.generatePublicKey(secret, 0, publicKey, 0);
        Ed25519PublicKey key = Ed25519PublicKey.of(publicKey);
        BigInteger a = privateScalar(secret);
        for (String small : SMALL) {
            byte[] signature = new byte[64];
            System.arraycopy(HexFormat.of().parseHex(small), 0, signature, 0, 32);
            putScalar(
                    signature,
                    challenge(signature, publicKey, message).multiply(a).mod(ORDER));

            assertThat(key.verifyOnce(message, signature)).as(small).isFalse();
            assertThat(repeated(key).verify(message, signature)).as(small).isFalse();
        }
    }

    /** All digits at their ends, where carries are. */
    @Property(tries = 300)
    void multipliesAsTheLibraryDoes(@ForAll long seed) {
        byte[] base = HexFormat.of().parseHex("58" + "66".repeat(31));
        PointMultiples multiples = new PointMultiples(EdwardsPoint.decode(base));
        Random random = new Random(seed);
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        byte[] expected = new byte[32];
        Ed25519.generatePublicKey(secret, 0, expected, 0);

        BigInteger m = privateScalar(secret).mod(ORDER);
        assertThat(multiples.timesMinus(m, multiples, BigInteger.ZERO).encode()).isEqualTo(expected);
        BigInteger n = new BigInteger(252, random);
        assertThat(multiples.timesMinus(m.add(n).mod(ORDER), multiples, n).encode())
                .isEqualTo(expected);
    }

    @Test
    void aKeyGivesTheSameAnswersBeforeAndAfterItIsWorthMultiples() {
        Ed25519PrivateKey key = key(7);
        Ed25519PublicKey used = Ed25519PublicKey.of(key.publicKey().bytes());
        for (int i = 0; i < 3 * Ed25519PublicKey.REPEATED; i++) {
            byte[] message = {(byte) i};
            byte[] signature = key.sign(message);
            assertThat(used.verify(message, signature)).isTrue();
            assertThat(used.verify(new byte[] {(byte) (i + 1)}, signature)).isFalse();
            assertThat(used.verify(message, new byte[63])).isFalse();
        }
    }

    private static RepeatedVerification repeated(Ed25519PublicKey key) {
        return new RepeatedVerification(key.bytes());
    }

    private static Ed25519PrivateKey key(long seed) {
        return Ed25519PrivateKey.generate(new Seeded(seed));
    }

    /** Keys that a failed try can be repeated with. */
    private static final class Seeded extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final Random random;

        private Seeded(long seed) {
            random = new Random(seed);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }

    /** RFC 8032, section 5.1.5. */
    private static BigInteger privateScalar(byte[] secret) {
        byte[] hash = sha512(secret);
        hash[0] &= (byte) 0xf8;
        hash[31] = (byte) (hash[31] & 0x7f | 0x40);
        return littleEndian(hash, 0, 32);
    }

    private static BigInteger challenge(byte[] signature, byte[] publicKey, byte[] message) {
        byte[] r = java.util.Arrays.copyOf(signature, 32);
        return littleEndian(sha512(r, publicKey, message), 0, 64).mod(ORDER);
    }

    private static byte[] sha512(byte[]... parts) {
        SHA512Digest digest = new SHA512Digest();
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[64];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static BigInteger scalar(byte[] signature) {
        return littleEndian(signature, 32, 64);
    }

    private static void putScalar(byte[] signature, BigInteger scalar) {
        for (int i = 0; i < 32; i++) {
            signature[32 + i] = scalar.shiftRight(8 * i).byteValue();
        }
    }

    private static BigInteger littleEndian(byte[] bytes, int from, int to) {
        byte[] reversed = new byte[to - from];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = bytes[to - 1 - i];
        }
        return new BigInteger(1, reversed);
    }
}
