package org.actionregistry.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.UntrustedNoteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {
    private static final int SIZE = 300;
    private static final List<MerkleHash> LEAVES = ReferenceTree.leaves(SIZE);
    private static final GrownTree TREE = GrownTree.of(LEAVES);
    private static final NoteSigner LOG = TestSigners.log("example.com/fancylog");
    private static final LogPolicy POLICY = LogPolicy.ofLogs(List.of(LOG.verifierKey()));
    private static final SignedNote CHECKPOINT =
            new Checkpoint("example.com/fancylog", SIZE, TREE.edge().root()).sign(List.of(LOG));

    private static TlogProof proof(int index) {
        return TlogProof.of(
                InclusionProof.of(index, SIZE, TREE.nodes(TiledNodes.neededForInclusion(index, SIZE))), CHECKPOINT);
    }

    private static TlogProof parse(String text) {
        return TlogProof.parse(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 299})
    void readsBackWhatItWritesAndVerifies(int index) {
        TlogProof proof = parse(proof(index).toString());
        assertThat(proof).isEqualTo(proof(index)).hasSameHashCodeAs(proof(index));
        assertThat(proof.toString()).startsWith("c2sp.org/tlog-proof@v1\nindex " + index + "\n");
        VerifiedCheckpoint verified = proof.verify(LEAVES.get(index), POLICY);
        assertThat(verified.checkpoint().size()).isEqualTo(SIZE);
        assertThat(proof.extra()).isEmpty();
    }

    @Test
    void hasTheLinesOfTheSpecification() {
        SignedNote note = new Checkpoint("example.com/fancylog", 2, MerkleHash.ofNode(LEAVES.get(0), LEAVES.get(1)))
                .sign(List.of(LOG));
        TlogProof proof = TlogProof.of(new InclusionProof(0, 2, List.of(LEAVES.get(1))), note)
                .withExtra("opaque".getBytes(UTF_8));
        assertThat(proof)
                .hasToString("c2sp.org/tlog-proof@v1\nextra b3BhcXVl\nindex 0\n" + LEAVES.get(1) + "\n\n" + note);
        assertThat(parse(proof.toString()).extra().map(bytes -> new String(bytes, UTF_8)))
                .isEqualTo(Optional.of("opaque"));
        proof.verify(LEAVES.get(0), POLICY);
    }

    @Test
    void aTreeOfOneLeafHasNoHashLines() {
        SignedNote note = new Checkpoint("example.com/fancylog", 1, LEAVES.get(0)).sign(List.of(LOG));
        TlogProof proof = parse("c2sp.org/tlog-proof@v1\nindex 0\n\n" + note);
        assertThat(proof.inclusion().path()).isEmpty();
        assertThat(proof.verify(LEAVES.get(0), POLICY).note()).isEqualTo(note);
    }

    @Test
    void anotherEntryOrAnotherPlaceIsNotProven() {
        assertThatExceptionOfType(NotIncludedException.class)
                .isThrownBy(() -> proof(7).verify(LEAVES.get(8), POLICY))
                .withMessageContaining("leaf 7 of the tree of size 300");
        assertThatExceptionOfType(NotIncludedException.class)
                .isThrownBy(() ->
                        parse(proof(7).toString().replace("index 7", "index 6")).verify(LEAVES.get(7), POLICY));
    }

    @Test
    void aCheckpointOfAnUnknownLogProvesNothing() {
        LogPolicy other =
                LogPolicy.ofLogs(List.of(TestSigners.log("example.com/fancylog").verifierKey()));
        assertThatExceptionOfType(UntrustedNoteException.class).isThrownBy(() -> proof(7).verify(LEAVES.get(7), other));
    }

    @Test
    void witnessesMayBeAskedFor() {
        Cosigner witness = TestSigners.witnesses(1).get(0);
        LogPolicy policy = LogPolicy.parse(
                ("log " + LOG.verifierKey() + "\nwitness w " + witness.verifierKey() + "\nquorum w\n").getBytes(UTF_8));
        assertThatExceptionOfType(UntrustedNoteException.class)
                .isThrownBy(() -> proof(7).verify(LEAVES.get(7), policy));
        TlogProof witnessed = TlogProof.of(
                proof(7).inclusion(), CHECKPOINT.with(List.of(witness.cosign(CHECKPOINT.text(), 1_700_000_000))));
        assertThat(parse(witnessed.toString()).verify(LEAVES.get(7), policy).cosignatures())
                .singleElement()
                .satisfies(cosignature -> assertThat(cosignature.time()).hasValue(1_700_000_000));
    }

    static Stream<String> malformed() {
        String right = proof(7).toString();
        return Stream.of(
                "",
                "\n\n",
                right.substring(1),
                right.replace("@v1", "@v2"),
                right.replace("\n", "\r\n"),
                right.replace("index 7\n", ""),
                right.replace("index 7\n", "index 07\n"),
                right.replace("index 7\n", "index -1\n"),
                right.replace("index 7\n", "index 300\n"),
                right.replace("index 7\n", "index 9223372036854775808\n"),
                right.replace("index 7\n", "index  7\n"),
                right.replace("index 7\n", "Index 7\n"),
                right.replace("index 7\n", "index 7\nindex 7\n"),
                right.replace("index 7\n", "index 7\nextra AAAA\n"),
                right.replace("index 7\n", "extra \nindex 7\n"),
                right.replace("index 7\n", "extra AAA\nindex 7\n"),
                right.replace("index 7\n", "extra AAAA\nextra AAAA\nindex 7\n"),
                right.replace("index 7\n", "index 7\nAAAA\n"),
                right.replace("index 7\n", "index 7\n" + (LEAVES.get(0) + "\n").repeat(63)),
                right.replace("index 7\n", "index 7\n\n"),
                right.replace("\n300\n", "\n0\n"),
                right.substring(0, right.indexOf("\n\n") + 2),
                right.substring(0, right.length() - 1),
                right + "\n",
                right + "x\n");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNotAProof(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(text));
    }

    @Test
    void refusesTooMuchAndSizesThatDisagree() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlogProof.parse(new byte[SignedNote.MAX_BYTES + 1]))
                .withMessageContaining("longer than");
        assertThatIllegalArgumentException().isThrownBy(() -> proof(7).withExtra(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> proof(7).withExtra(new byte[TlogProof.MAX_EXTRA + 1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlogProof.of(
                        new InclusionProof(7, 299, proof(7).inclusion().path()), CHECKPOINT))
                .withMessageContaining("another size");
    }
}
