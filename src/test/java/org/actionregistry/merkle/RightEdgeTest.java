package org.actionregistry.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RightEdgeTest {
    private static final List<MerkleHash> LEAVES = ReferenceTree.leaves(6000);

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void anyBatchesMakeTheSameTree(@ForAll @Size(min = 1, max = 20) List<@IntRange(max = 300) Integer> batches) {
        GrownTree tree = new GrownTree();
        int size = 0;
        for (int batch : batches) {
            tree.append(LEAVES.subList(size, size + batch));
            size += batch;
        }
        assertThat(tree.edge().size()).isEqualTo(size);
        assertThat(tree.edge().root()).isEqualTo(ReferenceTree.root(LEAVES.subList(0, size)));
        assertThat(tree.tiles())
                .containsExactlyInAnyOrderElementsOf(
                        GrownTree.of(LEAVES.subList(0, size)).tiles());
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void theTilesAreThoseOfTheSpecification(@ForAll @IntRange(min = 1, max = 3000) int size) {
        Collection<Tile> tiles = GrownTree.of(LEAVES.subList(0, size)).tiles();
        for (Tile tile : tiles) {
            int width = 1 << (8 * tile.id().level());
            for (int i = 0; i < tile.width(); i++) {
                int start = (int) (tile.id().index() * 256 + i) * width;
                assertThat(tile.subtree(0, i)).isEqualTo(ReferenceTree.root(LEAVES.subList(start, start + width)));
            }
        }
        int level0 = (size + 255) / 256;
        int level1 = size / 256 > 0 ? 1 : 0;
        assertThat(tiles).hasSize(level0 + level1);
        assertThat(tiles)
                .allSatisfy(tile -> assertThat(tile.width()).isEqualTo(tile.id().widthAt(size)));
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void aTreeIsTakenUpFromItsPartialTilesHoweverWideTheyHaveBecome(
            @ForAll @IntRange(max = 2000) int size, @ForAll @IntRange(max = 600) int later) {
        GrownTree tree = GrownTree.of(LEAVES.subList(0, size));
        RightEdge before = tree.edge();
        List<MerkleHash> more = LEAVES.subList(size, size + later);
        TreeGrowth growth = tree.append(more);
        List<Tile> kept = TileId.rightEdge(size).stream().map(tree::tile).toList();
        RightEdge takenUp = RightEdge.of(size, kept);
        assertThat(takenUp.root()).isEqualTo(before.root());
        assertThat(takenUp.append(more).tiles()).isEqualTo(growth.tiles());
        assertThat(takenUp.append(more).edge().root()).isEqualTo(growth.edge().root());
    }

    @Example
    void appendingNothingChangesNothing() {
        GrownTree tree = GrownTree.of(LEAVES.subList(0, 300));
        TreeGrowth growth = tree.edge().append(List.of());
        assertThat(growth.tiles()).isEmpty();
        assertThat(growth.edge().root()).isEqualTo(tree.edge().root());
        assertThat(RightEdge.EMPTY.append(List.of()).edge().root()).isEqualTo(MerkleHash.EMPTY_ROOT);
    }

    @Example
    void aTileIsWrittenOnceABatchAtItsWidest() {
        TreeGrowth growth = GrownTree.of(LEAVES.subList(0, 250)).edge().append(LEAVES.subList(250, 1030));
        assertThat(growth.tiles().stream().collect(Collectors.toMap(Tile::id, Tile::width)))
                .containsOnly(
                        Map.entry(new TileId(0, 0), 256),
                        Map.entry(new TileId(0, 1), 256),
                        Map.entry(new TileId(0, 2), 256),
                        Map.entry(new TileId(0, 3), 256),
                        Map.entry(new TileId(0, 4), 6),
                        Map.entry(new TileId(1, 0), 4));
    }

    /** The tiles are made up: a tree of 2^24 leaves shows how tiles fill each other without being hashed. */
    @Example
    void oneLeafFillsTheTilesOfEveryLevelAtOnce() {
        long size = (1L << 24) - 1;
        List<Tile> edge = List.of(madeUp(new TileId(0, 65_535)), madeUp(new TileId(1, 255)), madeUp(new TileId(2, 0)));
        TreeGrowth growth = RightEdge.of(size, edge).append(List.of(LEAVES.get(0)));
        assertThat(growth.tiles())
                .extracting(Tile::id)
                .containsExactly(new TileId(0, 65_535), new TileId(1, 255), new TileId(2, 0), new TileId(3, 0));
        Tile top = growth.tiles().get(3);
        assertThat(growth.tiles().subList(0, 3)).allMatch(Tile::isFull);
        assertThat(top.width()).isEqualTo(1);
        assertThat(top.subtree(0, 0)).isEqualTo(growth.edge().root());
        assertThat(growth.tiles().get(2).subtree(8, 0)).isEqualTo(growth.edge().root());
    }

    @Example
    void aLeafChangesOneTileHoweverLargeTheTreeIs() {
        long size = (1L << 50) + 77;
        List<Tile> edge = TileId.rightEdge(size).stream()
                .map(id -> madeUp(id).prefix(id.widthAt(size)))
                .toList();
        TreeGrowth growth = RightEdge.of(size, edge).append(List.of(LEAVES.get(0)));
        assertThat(growth.tiles()).singleElement().satisfies(tile -> {
            assertThat(tile.id()).isEqualTo(new TileId(0, (1L << 50) / 256));
            assertThat(tile.width()).isEqualTo(78);
        });
    }

    @Example
    void refusesAnEdgeWithATileMissingOrTooNarrow() {
        GrownTree tree = GrownTree.of(LEAVES.subList(0, 300));
        List<Tile> edge = TileId.rightEdge(300).stream().map(tree::tile).toList();
        assertThat(edge).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RightEdge.of(300, edge.subList(0, 1)))
                .withMessageContaining("missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RightEdge.of(301, edge))
                .withMessageContaining("no prefix of width 45");
        assertThatIllegalArgumentException().isThrownBy(() -> RightEdge.of(-1, edge));
    }

    private static Tile madeUp(TileId id) {
        byte[] hashes = new byte[255 * MerkleHash.LENGTH];
        for (int i = 0; i < 255; i++) {
            MerkleHash.ofLeaf((id + " " + i).getBytes(UTF_8)).copyTo(hashes, i * MerkleHash.LENGTH);
        }
        return Tile.of(id, hashes);
    }
}
