package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class ChecksumKeyTest {
    private static final Ed25519PrivateKey PRIVATE = Ed25519PrivateKey.generate(new SecureRandom());
    private static final byte[] MESSAGE = "a message".getBytes(UTF_8);

    /** RFC 5869, A.3: neither salt nor info; the first 32 bytes of its output are what a shorter output would be. */
    @Test
    void isDerivedAsTheStandardSays() {
        byte[] secret = HexFormat.of().parseHex("0b".repeat(22));
        byte[] derived = HexFormat.of().parseHex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");

        assertThat(ChecksumKey.derive(secret, new byte[0]).checksum(MESSAGE)).isEqualTo(hmac(derived));
    }

    @Test
    void isAlwaysTheSameForTheSameSecretAndPurpose() {
        byte[] checksum = PRIVATE.checksumKey("one").checksum(MESSAGE);

        assertThat(checksum).hasSize(ChecksumKey.CHECKSUM_LENGTH);
        assertThat(PRIVATE.checksumKey("one").checksum(MESSAGE)).isEqualTo(checksum);
        assertThat(Ed25519PrivateKey.fromPem(PRIVATE.toPem()).checksumKey("one").checksum(MESSAGE))
                .isEqualTo(checksum);
    }

    @Test
    void isAnotherForAnotherPurposeOrSecret() {
        byte[] checksum = PRIVATE.checksumKey("one").checksum(MESSAGE);

        assertThat(PRIVATE.checksumKey("two").checksum(MESSAGE)).isNotEqualTo(checksum);
        assertThat(Ed25519PrivateKey.generate(new SecureRandom())
                        .checksumKey("one")
                        .checksum(MESSAGE))
                .isNotEqualTo(checksum);
    }

    @Test
    void manyThreadsMayUseOne() {
        ChecksumKey key = PRIVATE.checksumKey("one");
        byte[][] messages = IntStream.range(0, 1_000).mapToObj(i -> new byte[i]).toArray(byte[][]::new);
        byte[][] alone = IntStream.range(0, 1_000)
                .mapToObj(i -> key.checksum(messages[i]))
                .toArray(byte[][]::new);

        assertThat(IntStream.range(0, 20_000)
                        .parallel()
                        .mapToObj(i -> key.checksum(messages[i % 1_000]))
                        .toArray(byte[][]::new))
                .isEqualTo(IntStream.range(0, 20_000)
                        .mapToObj(i -> alone[i % 1_000])
                        .toArray(byte[][]::new));
    }

    @Test
    void doesNotShowItself() {
        assertThat(PRIVATE.checksumKey("one")).hasToString("ChecksumKey");
    }

    private static byte[] hmac(byte[] key) {
        HMac hmac = new HMac(new SHA256Digest());
        hmac.init(new KeyParameter(key));
        hmac.update(MESSAGE, 0, MESSAGE.length);
        byte[] checksum = new byte[hmac.getMacSize()];
        hmac.doFinal(checksum, 0);
        return checksum;
    }
}
