package org.actionregistry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    /** FIPS 180-4 example: SHA-256 of "abc". */
    private static final String ABC_HEX = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final Digest abc = Digest.of("abc".getBytes(UTF_8));

    @Test
    void isTheSha256OfTheBytes() {
        assertThat(abc.hex()).isEqualTo(ABC_HEX);
        assertThat(abc).hasToString("sha256:" + ABC_HEX);
        assertThat(abc.bytes()).hasSize(Digest.LENGTH).startsWith(0xba, 0x78).endsWith(0x15, 0xad);
    }

    @Test
    void readsWhatItWrites() {
        Digest read = Digest.parse(abc.toString());
        assertThat(read).isEqualTo(abc).hasSameHashCodeAs(abc);
        assertThat(read.bytes()).isEqualTo(abc.bytes());
    }

    @Test
    void differsWhereTheBytesDiffer() {
        assertThat(abc).isNotEqualTo(Digest.of("abd".getBytes(UTF_8))).isNotEqualTo(abc.toString());
    }

    @Test
    void cannotBeChangedThroughItsBytes() {
        abc.bytes()[0] ^= 1;
        assertThat(abc.hex()).isEqualTo(ABC_HEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                ABC_HEX,
                "sha256:" + ABC_HEX + "0",
                "sha256:" + ABC_HEX + "\n",
                " sha256:" + ABC_HEX,
                "SHA256:" + ABC_HEX,
                "sha512:" + ABC_HEX,
                "sha256:BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "sha256:ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "sha256:a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void hasOneSpelling(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Digest.parse(text))
                .withMessage("a digest is \"sha256:\" and 64 lower-case hexadecimal digits");
    }
}
