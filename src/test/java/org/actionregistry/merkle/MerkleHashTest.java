package org.actionregistry.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.actionregistry.signing.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleHashTest {
    @Test
    void hashesTheEmptyTreeAsTheEmptyString() {
        assertThat(MerkleHash.EMPTY_ROOT.bytes())
                .asHexString()
                .isEqualToIgnoringCase("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void hashesAnEmptyLeafWithItsPrefix() {
        assertThat(MerkleHash.ofLeaf(new byte[0]).bytes())
                .asHexString()
                .isEqualToIgnoringCase("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    @Test
    void aNodeIsNotTheLeafOfItsBytes() {
        byte[] both = new byte[64];
        MerkleHash half = MerkleHash.of(new byte[32]);
        assertThat(MerkleHash.ofNode(half, half)).isNotEqualTo(MerkleHash.ofLeaf(both));
        assertThat(MerkleHash.ofNode(half, half).bytes())
                .isEqualTo(Digest.of(HexFormat.of().parseHex("01" + "00".repeat(64)))
                        .bytes());
    }

    @Test
    void readsBackWhatItWrites() {
        MerkleHash hash = MerkleHash.ofLeaf(new byte[] {1});
        assertThat(MerkleHash.parse(hash.toString())).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(hash.toString()).hasSize(44);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
                "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
                "base64:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS",
                " 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
            })
    void refusesWhatIsNotAHash(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MerkleHash.parse(text));
    }
}
