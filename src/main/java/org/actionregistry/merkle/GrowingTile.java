package org.actionregistry.merkle;

import java.util.Arrays;

/** A tile to which hashes are being added. */
final class GrowingTile {
    private final TileId id;
    private final byte[] hashes = new byte[Tile.MAX_WIDTH * MerkleHash.LENGTH];
    private int width;

    GrowingTile(TileId id) {
        this.id = id;
    }

    GrowingTile(Tile partial) {
        this(partial.id());
        byte[] present = partial.bytes();
        System.arraycopy(present, 0, hashes, 0, present.length);
        width = partial.width();
    }

    void add(MerkleHash hash) {
        hash.copyTo(hashes, width * MerkleHash.LENGTH);
        width++;
    }

    boolean isFull() {
        return width == Tile.MAX_WIDTH;
    }

    /** The empty tile to the right of this one. */
    GrowingTile next() {
        return new GrowingTile(new TileId(id.level(), id.index() + 1));
    }

    Tile tile() {
        return Tile.of(id, Arrays.copyOf(hashes, width * MerkleHash.LENGTH));
    }
}
