package org.actionregistry.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * Which tile of a log: the hashes of complete subtrees of {@code 256^level} leaves, {@value Tile#MAX_WIDTH} to a tile
 * (C2SP tlog-tiles, "Merkle Tree").
 *
 * @param level 0 to {@value #MAX_LEVEL}; 0 holds leaf hashes
 * @param index from 0 within the level, at most {@value #MAX_INDEX}
 */
public record TileId(int level, long index) {
    /** The highest level the specification speaks of; no tree whose size fits a {@code long} has one above 7. */
    public static final int MAX_LEVEL = 63;

    /** Where the number of a tile's first hash still fits a {@code long}. */
    public static final long MAX_INDEX = Long.MAX_VALUE / Tile.MAX_WIDTH;

    /** @throws IllegalArgumentException when level or index are not as said above */
    public TileId {
        if (level < 0 || level > MAX_LEVEL) {
            throw new IllegalArgumentException("the level of a tile is 0 to " + MAX_LEVEL + ", not " + level);
        }
        if (index < 0 || index > MAX_INDEX) {
            throw new IllegalArgumentException("the index of a tile is 0 to " + MAX_INDEX + ", not " + index);
        }
    }

    /** The tile that holds the hash of the subtree; for heights between levels, the hashes below it. */
    static TileId holding(int height, long index) {
        return new TileId(height / Tile.HEIGHT, index >> (Tile.HEIGHT - height % Tile.HEIGHT));
    }

    /**
     * The partial tiles at the right edge of a tree, lowest level first: with them it can grow
     * ("Partial Tiles": {@code floor(s / 256^l) mod 256} hashes).
     */
    public static List<TileId> rightEdge(long size) {
        List<TileId> edge = new ArrayList<>();
        for (int level = 0; nodesAt(level, size) > 0; level++) {
            long nodes = nodesAt(level, size);
            if (nodes % Tile.MAX_WIDTH != 0) {
                edge.add(new TileId(level, nodes / Tile.MAX_WIDTH));
            }
        }
        return List.copyOf(edge);
    }

    /** How many hashes the tile has in a tree of that size: 0 when the tree has no such tile, up to 256. */
    public int widthAt(long size) {
        long before = index * Tile.MAX_WIDTH;
        return (int) Math.max(0, Math.min(Tile.MAX_WIDTH, nodesAt(level, size) - before));
    }

    /** How many complete subtrees of {@code 256^level} leaves there are. */
    private static long nodesAt(int level, long size) {
        int bits = level * Tile.HEIGHT;
        // Shifting a long by 64 and more would shift by the remainder.
        return bits >= Long.SIZE ? 0 : size >> bits;
    }
}
