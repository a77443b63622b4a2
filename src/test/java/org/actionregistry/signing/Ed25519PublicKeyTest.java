package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519PublicKeyTest {
    /** RFC 8032, section 7.1, test 1: seed, public key, and the signature of the empty message. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final byte[] KEY = hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    private static final byte[] SIGNATURE = hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
            + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    private static final byte[] EMPTY = {};

    /** The order of the group, L of RFC 8032, section 5.1. */
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private final Ed25519PublicKey key = Ed25519PublicKey.of(KEY);

    @Test
    void acceptsTheSignatureOfTheRfc() {
        assertThat(key.verify(EMPTY, SIGNATURE)).isTrue();
        assertThat(key.verify(new byte[1], SIGNATURE)).isFalse();
    }

    @Test
    void refusesASignatureWithAnyBitFlipped() {
        for (int bit = 0; bit < 8 * SIGNATURE.length; bit++) {
            byte[] flipped = SIGNATURE.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(key.verify(EMPTY, flipped)).as("bit %d", bit).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 63, 65, 128})
    void refusesSignaturesOfAnotherLength(int length) {
        assertThat(key.verify(EMPTY, Arrays.copyOf(SIGNATURE, length))).isFalse();
    }

    /** RFC 8032, section 5.1.7: S must be below L, or S + L would be a second signature of the same message. */
    @Test
    void refusesTheSameSignatureWithTheOrderAddedToS() {
        BigInteger s = littleEndian(Arrays.copyOfRange(SIGNATURE, 32, 64));
        for (int times = 1; times <= 7; times++) {
            byte[] malleated =
                    signature(Arrays.copyOf(SIGNATURE, 32), s.add(ORDER.multiply(BigInteger.valueOf(times))));
            assertThat(key.verify(EMPTY, malleated)).as("S + %d L", times).isFalse();
        }
        assertThat(key.verify(EMPTY, signature(Arrays.copyOf(SIGNATURE, 32), s)))
                .isTrue();
    }

    /** The owner of a key can make R the identity; the equation holds, and only a check of R's order refuses it. */
    @Test
    void refusesAnRofSmallOrderThatSatisfiesTheEquation() throws NoSuchAlgorithmException {
        byte[] message = "transfer".getBytes(UTF_8);
        byte[] identity = littleEndian(BigInteger.ONE);
        MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
        byte[] scalar = Arrays.copyOf(sha512.digest(hex(SEED)), 32);
        scalar[0] &= (byte) 0xF8;
        scalar[31] = (byte) ((scalar[31] & 0x7F) | 0x40);
        sha512.update(identity);
        sha512.update(KEY);
        BigInteger challenge = littleEndian(sha512.digest(message));
        byte[] crafted =
                signature(identity, challenge.multiply(littleEndian(scalar)).mod(ORDER));
        assertThat(Ed25519.verify(crafted, 0, KEY, 0, message, 0, message.length))
                .as("the equation holds")
                .isTrue();
        assertThat(key.verify(message, crafted)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000", // order 1
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2
                "0000000000000000000000000000000000000000000000000000000000000000", // order 4
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43", // mixed order
                "0100000000000000000000000000000000000000000000000000000000000080", // x = 0 with the sign of 1
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p, not reduced
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p + 1
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p + 3, which reduced is on
                // the curve
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0200000000000000000000000000000000000000000000000000000000000000" // no point has y = 2
            })
    void refusesWeakAndNonCanonicalKeys(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519PublicKey.of(hex(key)))
                .withMessageContaining("not a canonical encoding of a point of prime order");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void refusesKeysOfAnotherLength(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519PublicKey.of(Arrays.copyOf(KEY, length)))
                .withMessage("an Ed25519 public key has 32 bytes, this one has " + length);
    }

    @Test
    void readsWhatItWrites() {
        assertThat(key).hasToString("base64:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        assertThat(Ed25519PublicKey.parse(key.toString())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(Ed25519PublicKey.parse("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="))
                .isEqualTo(key);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519PublicKey.parse("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
                .withMessageContaining("base64");
        assertThat(key)
                .isNotEqualTo(Ed25519PrivateKey.generate(new SecureRandom()).publicKey());
    }

    @Test
    void cannotBeChangedThroughItsBytes() {
        byte[] raw = KEY.clone();
        Ed25519PublicKey copy = Ed25519PublicKey.of(raw);
        raw[0] ^= 1;
        copy.bytes()[0] ^= 1;
        assertThat(copy.bytes()).isEqualTo(KEY);
    }

    private static byte[] signature(byte[] r, BigInteger s) {
        byte[] signature = Arrays.copyOf(r, 64);
        System.arraycopy(littleEndian(s), 0, signature, 32, 32);
        return signature;
    }

    private static byte[] littleEndian(BigInteger value) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] bigEndian = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
