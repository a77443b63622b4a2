package org.actionregistry.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.SignedNote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddCheckpointTest {
    private static final int SIZE = 300;
    private static final List<MerkleHash> LEAVES = ReferenceTree.leaves(SIZE);
    private static final GrownTree TREE = GrownTree.of(LEAVES);
    private static final NoteSigner LOG = TestSigners.log("example.com/log");
    private static final SignedNote CHECKPOINT = checkpoint(SIZE, TREE.edge().root());

    private static SignedNote checkpoint(long size, MerkleHash root) {
        return new Checkpoint("example.com/log", size, root).sign(List.of(LOG));
    }

    private static AddCheckpoint from(int oldSize) {
        TiledNodes nodes = TREE.nodes(TiledNodes.neededForConsistency(oldSize, SIZE));
        return new AddCheckpoint(
                oldSize, ConsistencyProof.of(oldSize, SIZE, nodes).path(), CHECKPOINT);
    }

    private static MerkleHash root(int size) {
        return ReferenceTree.root(LEAVES.subList(0, size));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 128, 255, 256, 299, 300})
    void readsBackWhatItWritesAndIsConsistent(int oldSize) {
        AddCheckpoint request = AddCheckpoint.parse(from(oldSize).bytes());
        assertThat(request).isEqualTo(from(oldSize));
        assertThat(request.isConsistentWith(root(oldSize))).isTrue();
        assertThat(request.isConsistentWith(MerkleHash.EMPTY_ROOT)).isFalse();
    }

    @Test
    void theFirstCheckpointTakesNoProof() {
        AddCheckpoint first = AddCheckpoint.parse(("old 0\n\n" + CHECKPOINT).getBytes(UTF_8));
        assertThat(first.isConsistentWith(MerkleHash.EMPTY_ROOT)).isTrue();
        assertThat(new AddCheckpoint(0, from(1).path(), CHECKPOINT).isConsistentWith(MerkleHash.EMPTY_ROOT))
                .isFalse();
    }

    @Test
    void anEmptyTreeMustHaveTheEmptyRoot() {
        assertThat(new AddCheckpoint(0, List.of(), checkpoint(0, MerkleHash.EMPTY_ROOT))
                        .isConsistentWith(MerkleHash.EMPTY_ROOT))
                .isTrue();
        assertThat(new AddCheckpoint(0, List.of(), checkpoint(0, root(1))).isConsistentWith(MerkleHash.EMPTY_ROOT))
                .isFalse();
    }

    @Test
    void theSameSizeWithAnotherRootIsASplitView() {
        AddCheckpoint request = new AddCheckpoint(SIZE, List.of(), checkpoint(SIZE, root(299)));
        assertThat(request.isConsistentWith(root(SIZE))).isFalse();
    }

    static Stream<String> malformed() {
        String right = new String(from(255).bytes(), UTF_8);
        return Stream.of(
                "",
                "\n\n",
                right.substring(1),
                right.replace("old 255", "old 0255"),
                right.replace("old 255", "old -1"),
                right.replace("old 255", "old"),
                right.replace("old 255", "old  255"),
                right.replace("old 255", "old 301"),
                right.replace("old 255\n", "old 255\r\n"),
                right.replace("old 255\n", "old 255\nAAAA\n"),
                right.replace("old 255\n", "old 255\n" + (LEAVES.get(0) + "\n").repeat(63)),
                right.replace("\n\n", "\n"),
                right.substring(0, right.length() - 1));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNotARequest(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddCheckpoint.parse(text.getBytes(UTF_8)));
    }

    @Test
    void refusesTooMuch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddCheckpoint.parse(new byte[SignedNote.MAX_BYTES + 1]))
                .withMessageContaining("longer than");
    }
}
