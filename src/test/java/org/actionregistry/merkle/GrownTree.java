package org.actionregistry.merkle;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A log's tiles as a store keeps them: the widest of each id. */
final class GrownTree {
    private final Map<TileId, Tile> tiles = new HashMap<>();
    private RightEdge edge = RightEdge.EMPTY;

    static GrownTree of(List<MerkleHash> leaves) {
        GrownTree tree = new GrownTree();
        tree.append(leaves);
        return tree;
    }

    TreeGrowth append(List<MerkleHash> leaves) {
        TreeGrowth growth = edge.append(leaves);
        growth.tiles().forEach(tile -> tiles.put(tile.id(), tile));
        edge = growth.edge();
        return growth;
    }

    RightEdge edge() {
        return edge;
    }

    Collection<Tile> tiles() {
        return tiles.values();
    }

    /** Only these, so that a proof which asks for others fails. */
    TiledNodes nodes(Set<TileId> ids) {
        return new TiledNodes(ids.stream().map(this::tile).toList());
    }

    Tile tile(TileId id) {
        Tile tile = tiles.get(id);
        if (tile == null) {
            throw new AssertionError("the log has no tile " + id);
        }
        return tile;
    }
}
