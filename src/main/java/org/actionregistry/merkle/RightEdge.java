package org.actionregistry.merkle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All of a tree that is needed to append to it: the roots of its complete subtrees and its partial tiles, at most one a
 * level of tiles. Immutable.
 */
public final class RightEdge {
    /** Of the tree without leaves. */
    public static final RightEdge EMPTY = new RightEdge(0, List.of(), Map.of());

    private final long size;

    /** The roots of the complete subtrees whose widths add up to the size, widest first. */
    private final List<MerkleHash> peaks;

    /** The partial tiles by level. */
    private final Map<Integer, Tile> partial;

    RightEdge(long size, List<MerkleHash> peaks, Map<Integer, Tile> partial) {
        this.size = size;
        this.peaks = List.copyOf(peaks);
        this.partial = Map.copyOf(partial);
    }

    /**
     * Takes up a tree where it was left.
     *
     * @param size its size
     * @param tiles those of {@link TileId#rightEdge}, which may be wider than the size asks for; others are ignored
     * @throws IllegalArgumentException when one is missing or too narrow, or the size is negative
     */
    public static RightEdge of(long size, Collection<Tile> tiles) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
        Map<Integer, Tile> partial = new HashMap<>();
        for (TileId id : TileId.rightEdge(size)) {
            Tile tile = tiles.stream()
                    .filter(candidate -> candidate.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the tile " + id + " is missing"));
            partial.put(id.level(), tile.prefix(id.widthAt(size)));
        }
        TreeNodes nodes = new TiledNodes(partial.values());
        List<MerkleHash> peaks = new ArrayList<>();
        for (long rest = size; rest > 0; rest -= Long.highestOneBit(rest)) {
            int height = Long.numberOfTrailingZeros(Long.highestOneBit(rest));
            // The subtrees stand in falling width, so that this one is the last of its height.
            peaks.add(nodes.node(height, (size >> height) - 1));
        }
        return new RightEdge(size, peaks, partial);
    }

    /** The number of leaves. */
    public long size() {
        return size;
    }

    /** The root of the tree. */
    public MerkleHash root() {
        if (peaks.isEmpty()) {
            return MerkleHash.EMPTY_ROOT;
        }
        MerkleHash root = peaks.get(peaks.size() - 1);
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = MerkleHash.ofNode(peaks.get(i), root);
        }
        return root;
    }

    /**
     * The tree with further leaves. Hashes about one node a leaf, and copies at most one tile a level besides: what a
     * batch costs does not grow with the tree, but for the number of levels.
     *
     * @param leaves leaf hashes, in order
     */
    public TreeGrowth append(List<MerkleHash> leaves) {
        GrowingTree tree = new GrowingTree(this);
        leaves.forEach(tree::add);
        return tree.growth();
    }

    List<MerkleHash> peaks() {
        return peaks;
    }

    @Nullable
    Tile partial(int level) {
        return partial.get(level);
    }
}
