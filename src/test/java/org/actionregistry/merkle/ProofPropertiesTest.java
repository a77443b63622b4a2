package org.actionregistry.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ProofPropertiesTest {
    private static final int LARGEST = 1500;
    private static final List<MerkleHash> LEAVES = ReferenceTree.leaves(LARGEST);
    private static final GrownTree TREE = GrownTree.of(LEAVES);

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aLeafIsProvenFromTheTilesNamedBeforehandAsTheRfcDefinesIt(
            @ForAll @IntRange(min = 1, max = LARGEST) int size, @ForAll @IntRange(max = LARGEST - 1) int any) {
        int index = any % size;
        List<MerkleHash> leaves = LEAVES.subList(0, size);
        Set<TileId> needed = TiledNodes.neededForInclusion(index, size);
        InclusionProof proof = InclusionProof.of(index, size, TREE.nodes(needed));
        assertThat(proof.path()).isEqualTo(ReferenceTree.path(index, leaves));
        assertThat(proof.verify(LEAVES.get(index), ReferenceTree.root(leaves))).isTrue();
        assertThat(needed).hasSizeLessThanOrEqualTo(4);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void aLaterTreeIsProvenFromTheTilesNamedBeforehandAsTheRfcDefinesIt(
            @ForAll @IntRange(min = 1, max = LARGEST) int to, @ForAll @IntRange(max = LARGEST - 1) int any) {
        int from = 1 + any % to;
        List<MerkleHash> leaves = LEAVES.subList(0, to);
        Set<TileId> needed = TiledNodes.neededForConsistency(from, to);
        ConsistencyProof proof = ConsistencyProof.of(from, to, TREE.nodes(needed));
        assertThat(proof.path()).isEqualTo(ReferenceTree.proof(from, leaves));
        assertThat(proof.verify(ReferenceTree.root(leaves.subList(0, from)), ReferenceTree.root(leaves)))
                .isTrue();
        assertThat(needed).hasSizeLessThanOrEqualTo(5);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theRootIsComputedFromTheTilesNamedBeforehand(@ForAll @IntRange(max = LARGEST) int size) {
        assertThat(TREE.nodes(TiledNodes.neededForRoot(size)).root(size))
                .isEqualTo(ReferenceTree.root(LEAVES.subList(0, size)));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void noBitOfAnInclusionProofCanBeChanged(
            @ForAll @IntRange(min = 2, max = LARGEST) int size,
            @ForAll @IntRange(max = LARGEST - 1) int any,
            @ForAll @IntRange(max = 1 << 20) int where) {
        int index = any % size;
        MerkleHash root = TREE.nodes(TiledNodes.neededForRoot(size)).root(size);
        List<MerkleHash> path = proof(index, size).path();
        MerkleHash leaf = LEAVES.get(index);
        assertThat(new InclusionProof(index, size, changed(path, where)).verify(leaf, root))
                .isFalse();
        assertThat(new InclusionProof(index, size, path).verify(changed(leaf, where), root))
                .isFalse();
        assertThat(new InclusionProof(index, size, path).verify(leaf, changed(root, where)))
                .isFalse();
        assertThat(new InclusionProof((index + 1) % size, size, path).verify(leaf, root))
                .isFalse();
        assertThat(new InclusionProof(index, size, path.subList(1, path.size())).verify(leaf, root))
                .isFalse();
        assertThat(new InclusionProof(index, size, longer(path)).verify(leaf, root))
                .isFalse();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void noBitOfAConsistencyProofCanBeChanged(
            @ForAll @IntRange(min = 2, max = LARGEST) int to,
            @ForAll @IntRange(max = LARGEST - 1) int any,
            @ForAll @IntRange(max = 1 << 20) int where) {
        int from = 1 + any % (to - 1);
        MerkleHash earlier = TREE.nodes(TiledNodes.neededForRoot(from)).root(from);
        MerkleHash later = TREE.nodes(TiledNodes.neededForRoot(to)).root(to);
        List<MerkleHash> path = ConsistencyProof.of(from, to, TREE.nodes(TiledNodes.neededForConsistency(from, to)))
                .path();
        assertThat(new ConsistencyProof(from, to, changed(path, where)).verify(earlier, later))
                .isFalse();
        assertThat(new ConsistencyProof(from, to, path).verify(changed(earlier, where), later))
                .isFalse();
        assertThat(new ConsistencyProof(from, to, path).verify(earlier, changed(later, where)))
                .isFalse();
        assertThat(new ConsistencyProof(from, to, path.subList(1, path.size())).verify(earlier, later))
                .isFalse();
        assertThat(new ConsistencyProof(from, to, longer(path)).verify(earlier, later))
                .isFalse();
    }

    @Example
    void agreesWithTheRfcOnEveryProofOfEverySmallTree() {
        for (int size = 1; size <= 40; size++) {
            List<MerkleHash> leaves = LEAVES.subList(0, size);
            MerkleHash root = ReferenceTree.root(leaves);
            for (int i = 0; i < size; i++) {
                InclusionProof inclusion = proof(i, size);
                assertThat(inclusion.path()).isEqualTo(ReferenceTree.path(i, leaves));
                assertThat(inclusion.verify(LEAVES.get(i), root)).isTrue();
                ConsistencyProof consistency =
                        ConsistencyProof.of(i + 1, size, TREE.nodes(TiledNodes.neededForConsistency(i + 1, size)));
                assertThat(consistency.path()).isEqualTo(ReferenceTree.proof(i + 1, leaves));
                assertThat(consistency.verify(ReferenceTree.root(leaves.subList(0, i + 1)), root))
                        .isTrue();
            }
        }
    }

    @Example
    void proofsOfHugeTreesAskForFewTiles() {
        long size = (1L << 40) + 12_345_678_901L;
        assertThat(TiledNodes.neededForInclusion(987_654_321_012L, size)).hasSizeLessThanOrEqualTo(12);
        assertThat(TiledNodes.neededForConsistency(987_654_321_012L, size)).hasSizeLessThanOrEqualTo(12);
        assertThat(TiledNodes.neededForInclusion(0, size))
                .allSatisfy(id -> assertThat(id.widthAt(size)).isPositive());
    }

    @Example
    void refusesLeavesAndSizesThatAreNotThere() {
        TreeNodes nodes = TREE.nodes(TiledNodes.neededForRoot(LARGEST));
        for (long index : new long[] {-1, 5, 6, Long.MAX_VALUE}) {
            assertThatIllegalArgumentException().isThrownBy(() -> InclusionProof.of(index, 5, nodes));
            assertThatIllegalArgumentException().isThrownBy(() -> TiledNodes.neededForInclusion(index, 5));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> InclusionProof.of(0, 0, nodes));
        for (long from : new long[] {-1, 0, 6}) {
            assertThatIllegalArgumentException().isThrownBy(() -> ConsistencyProof.of(from, 5, nodes));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> nodes.root(-1));
    }

    @Example
    void refusesPathsLongerThanAnyTreeIsHigh() {
        List<MerkleHash> path = Collections.nCopies(64, MerkleHash.EMPTY_ROOT);
        assertThatIllegalArgumentException().isThrownBy(() -> new InclusionProof(0, 2, path));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConsistencyProof(1, 2, path));
    }

    private static InclusionProof proof(int index, int size) {
        return InclusionProof.of(index, size, TREE.nodes(TiledNodes.neededForInclusion(index, size)));
    }

    private static List<MerkleHash> changed(List<MerkleHash> path, int where) {
        List<MerkleHash> changed = new ArrayList<>(path);
        changed.set(where % path.size(), changed(path.get(where % path.size()), where));
        return changed;
    }

    private static MerkleHash changed(MerkleHash hash, int where) {
        byte[] bytes = hash.bytes();
        bytes[where / 8 % bytes.length] ^= (byte) (1 << (where % 8));
        return MerkleHash.of(bytes);
    }

    private static List<MerkleHash> longer(List<MerkleHash> path) {
        List<MerkleHash> longer = new ArrayList<>(path);
        longer.add(MerkleHash.EMPTY_ROOT);
        return longer;
    }
}
