package org.actionregistry.merkle;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The subtrees of a tree that is kept as tiles. Which tiles a question takes is said beforehand, so that whoever keeps
 * them can fetch them at once; a proof takes two or three a level at most.
 */
public final class TiledNodes implements TreeNodes {
    private final Map<TileId, Tile> tiles = new HashMap<>();

    /** Takes the tiles of one tree, of which any may be wider than asked for. */
    public TiledNodes(Collection<Tile> tiles) {
        tiles.forEach(tile -> this.tiles.put(tile.id(), tile));
    }

    /**
     * The tiles from which {@link InclusionProof#of} is answered.
     *
     * @throws IllegalArgumentException as that does
     */
    public static Set<TileId> neededForInclusion(long index, long size) {
        Needed needed = new Needed();
        InclusionProof.of(index, size, needed);
        return needed.tiles;
    }

    /**
     * The tiles from which {@link ConsistencyProof#of} is answered.
     *
     * @throws IllegalArgumentException as that does
     */
    public static Set<TileId> neededForConsistency(long from, long to) {
        Needed needed = new Needed();
        ConsistencyProof.of(from, to, needed);
        return needed.tiles;
    }

    /** The tiles from which {@link #root} is answered. */
    public static Set<TileId> neededForRoot(long size) {
        Needed needed = new Needed();
        needed.root(size);
        return needed.tiles;
    }

    /** @throws IllegalArgumentException when the tile that has it is missing or too narrow */
    @Override
    public MerkleHash node(int height, long index) {
        TileId id = TileId.holding(height, index);
        Tile tile = tiles.get(id);
        if (tile == null) {
            throw new IllegalArgumentException("the tile " + id + " is missing");
        }
        int inTile = height % Tile.HEIGHT;
        int position = (int) (index & ((Tile.MAX_WIDTH >> inTile) - 1));
        return tile.subtree(inTile, position);
    }

    /** Takes down what is asked for; that the answers are meaningless changes no question. */
    private static final class Needed implements TreeNodes {
        private final Set<TileId> tiles = new LinkedHashSet<>();

        @Override
        public MerkleHash node(int height, long index) {
            tiles.add(TileId.holding(height, index));
            return MerkleHash.EMPTY_ROOT;
        }
    }
}
