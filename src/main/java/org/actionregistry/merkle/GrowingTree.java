package org.actionregistry.merkle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tree while a batch of leaves is appended. */
final class GrowingTree {
    private final RightEdge before;
    private final List<MerkleHash> peaks;
    private final List<Tile> filled = new ArrayList<>();

    /** The rightmost tile of each level that the batch has reached. */
    private final Map<Integer, GrowingTile> growing = new HashMap<>();

    private long size;

    GrowingTree(RightEdge before) {
        this.before = before;
        peaks = new ArrayList<>(before.peaks());
        size = before.size();
    }

    /** Merges subtrees as a binary counter carries; each carry over a whole tile's height is a hash of the level above. */
    void add(MerkleHash leaf) {
        MerkleHash node = leaf;
        int height = 0;
        emit(0, leaf);
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            node = MerkleHash.ofNode(peaks.remove(peaks.size() - 1), node);
            height++;
            if (height % Tile.HEIGHT == 0) {
                emit(height / Tile.HEIGHT, node);
            }
        }
        peaks.add(node);
        size++;
    }

    private void emit(int level, MerkleHash hash) {
        GrowingTile tile = growing.computeIfAbsent(level, this::rightmost);
        tile.add(hash);
        if (tile.isFull()) {
            filled.add(tile.tile());
            growing.put(level, tile.next());
        }
    }

    private GrowingTile rightmost(int level) {
        Tile partial = before.partial(level);
        if (partial != null) {
            return new GrowingTile(partial);
        }
        long tiles = before.size() >> (Tile.HEIGHT * level) >> Tile.HEIGHT;
        return new GrowingTile(new TileId(level, tiles));
    }

    TreeGrowth growth() {
        List<Tile> changed = new ArrayList<>(filled);
        Map<Integer, Tile> partial = new HashMap<>();
        for (TileId id : TileId.rightEdge(size)) {
            GrowingTile grown = growing.get(id.level());
            Tile untouched = before.partial(id.level());
            if (grown != null) {
                changed.add(grown.tile());
                partial.put(id.level(), grown.tile());
            } else if (untouched != null) {
                partial.put(id.level(), untouched);
            }
        }
        return new TreeGrowth(new RightEdge(size, peaks, partial), changed);
    }
}
