package org.actionregistry.merkle;

import java.util.Arrays;

/** A tile: up to 256 consecutive hashes of one level (C2SP tlog-tiles, "Merkle Tree"). Immutable. */
public final class Tile {
    /** The hashes of a full tile. */
    public static final int MAX_WIDTH = 256;

    /** The levels of the tree between a tile and the one above it. */
    static final int HEIGHT = 8;

    private final TileId id;
    private final byte[] hashes;

    private Tile(TileId id, byte[] hashes) {
        this.id = id;
        this.hashes = hashes;
    }

    /**
     * Takes a tile's bytes, which are believed: nothing in a tile shows whether they are right.
     *
     * @param hashes 1 to {@value #MAX_WIDTH} hashes of {@value MerkleHash#LENGTH} bytes; copied
     * @throws IllegalArgumentException when the length is another
     */
    public static Tile of(TileId id, byte[] hashes) {
        if (hashes.length == 0
                || hashes.length % MerkleHash.LENGTH != 0
                || hashes.length > MAX_WIDTH * MerkleHash.LENGTH) {
            throw new IllegalArgumentException(
                    "a tile has 1 to " + MAX_WIDTH + " hashes of 32 bytes; this one has " + hashes.length + " bytes");
        }
        return new Tile(id, hashes.clone());
    }

    /** Which tile it is. */
    public TileId id() {
        return id;
    }

    /** The number of hashes, 1 to {@value #MAX_WIDTH}. */
    public int width() {
        return hashes.length / MerkleHash.LENGTH;
    }

    /** Whether it will never change. */
    public boolean isFull() {
        return width() == MAX_WIDTH;
    }

    /** A copy of the bytes, as they are served. */
    public byte[] bytes() {
        return hashes.clone();
    }

    /**
     * The same tile when the tree was smaller: any partial tile is a prefix of every wider one.
     *
     * @throws IllegalArgumentException when the width is not 1 to {@link #width}
     */
    public Tile prefix(int width) {
        if (width < 1 || width > width()) {
            throw new IllegalArgumentException("a tile of width " + width() + " has no prefix of width " + width);
        }
        return new Tile(id, Arrays.copyOf(hashes, width * MerkleHash.LENGTH));
    }

    /**
     * The hash over {@code 2^height} consecutive hashes of this tile, the first of which is the {@code position << height}th.
     *
     * @throws IllegalArgumentException when the tile is not that wide
     */
    MerkleHash subtree(int height, int position) {
        if ((position + 1) << height > width()) {
            throw new IllegalArgumentException("the tile " + id + " is only " + width() + " hashes wide");
        }
        return fold(position << height, 1 << height);
    }

    private MerkleHash fold(int start, int count) {
        if (count == 1) {
            return MerkleHash.at(hashes, start * MerkleHash.LENGTH);
        }
        int half = count / 2;
        return MerkleHash.ofNode(fold(start, half), fold(start + half, half));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tile tile && id.equals(tile.id) && Arrays.equals(hashes, tile.hashes);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
        return "Tile[" + TilePath.of(id, width()) + "]";
    }
}
