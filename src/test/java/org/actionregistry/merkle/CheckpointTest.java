package org.actionregistry.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.SignedNote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {
    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    @Test
    void readsAndWritesTheExampleOfTheSpecification() {
        String text = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";
        Checkpoint checkpoint = Checkpoint.parse(text);
        assertThat(checkpoint)
                .isEqualTo(new Checkpoint("example.com/behind-the-sofa", 20_852_163, MerkleHash.parse(ROOT)));
        assertThat(checkpoint.text()).isEqualTo(text);
    }

    @Test
    void keepsExtensionLinesAndOriginsOfAnyShape() {
        String text = "An origin + spaces, é\n0\n" + ROOT + "\none\n two \n";
        Checkpoint checkpoint = Checkpoint.parse(text);
        assertThat(checkpoint.extensions()).containsExactly("one", " two ");
        assertThat(checkpoint.text()).isEqualTo(text);
    }

    @Test
    void isSignedByTwoKeysOfOneOriginWhileOneTakesOver() {
        KeyName origin = new KeyName("example.com/log");
        NoteSigner old = new NoteSigner(origin, Ed25519PrivateKey.generate(new SecureRandom()));
        NoteSigner next = new NoteSigner(origin, Ed25519PrivateKey.generate(new SecureRandom()));
        Checkpoint checkpoint = new Checkpoint("example.com/log", 7, MerkleHash.parse(ROOT));
        SignedNote note = SignedNote.parse(checkpoint.sign(List.of(old, next)).bytes());
        for (NoteSigner trusted : List.of(old, next)) {
            assertThat(LogPolicy.ofLogs(List.of(trusted.verifierKey()))
                            .verify(note)
                            .checkpoint())
                    .isEqualTo(checkpoint);
        }
        assertThat(LogPolicy.ofLogs(List.of(old.verifierKey(), next.verifierKey()))
                        .verify(note)
                        .logSignatures())
                .hasSize(2);
    }

    static Stream<String> malformed() {
        return Stream.of(
                "",
                "\n",
                "o\n1\n",
                "o\n1\n" + ROOT,
                "\n1\n" + ROOT + "\n",
                "o\n\n" + ROOT + "\n",
                "o\n1\n\n",
                "o\n1\n" + ROOT + "\n\n",
                "o\n1\n" + ROOT + "\n\nx\n",
                "o\n1\n" + ROOT + "\nx",
                "o\r\n1\r\n" + ROOT + "\r\n",
                "o\n01\n" + ROOT + "\n",
                "o\n00\n" + ROOT + "\n",
                "o\n+1\n" + ROOT + "\n",
                "o\n-1\n" + ROOT + "\n",
                "o\n 1\n" + ROOT + "\n",
                "o\n1 \n" + ROOT + "\n",
                "o\n1e3\n" + ROOT + "\n",
                "o\n0x1\n" + ROOT + "\n",
                "o\n١\n" + ROOT + "\n",
                "o\n9223372036854775808\n" + ROOT + "\n",
                "o\n18446744073709551615\n" + ROOT + "\n",
                "o\n1\n" + ROOT.substring(0, 43) + "\n",
                "o\n1\n" + ROOT.replace("I=", "J=") + "\n",
                "o\n1\nbase64:" + ROOT + "\n",
                "o\n1\n" + ROOT + " \n",
                "o\n1\nAAAA\n",
                "o\n" + ROOT + "\n1\n");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNotACheckpoint(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.parse(text));
    }

    @Test
    void cannotBeMadeOfWhatWouldReadBackDifferently() {
        MerkleHash root = MerkleHash.parse(ROOT);
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("", 1, root));
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a\nb", 1, root));
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a", -1, root));
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a", 1, root, List.of("")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint("a", 1, root, List.of("x\ny")));
        assertThat(Checkpoint.parse(new Checkpoint("a", Long.MAX_VALUE, root).text())
                        .size())
                .isEqualTo(Long.MAX_VALUE);
    }
}
