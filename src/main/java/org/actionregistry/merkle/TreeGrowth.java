package org.actionregistry.merkle;

import java.util.List;

/**
 * What an append made of a tree.
 *
 * @param edge the tree's new right edge, with its size and root
 * @param tiles every tile that is new or wider than before, at its new width, in no order that matters; each replaces the
 *     narrower one of the same id
 */
public record TreeGrowth(RightEdge edge, List<Tile> tiles) {
    /** Copies the list. */
    public TreeGrowth {
        tiles = List.copyOf(tiles);
    }
}
