package org.actionregistry.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * That a leaf is in a tree: a Merkle audit path (RFC 6962, section 2.1.1). Not yet believed: {@link #verify} says.
 *
 * @param index the leaf's, from 0
 * @param size of the tree, above {@code index}
 * @param path from the leaf's sibling up to the child of the root; at most {@value #MAX_PATH} hashes
 */
public record InclusionProof(long index, long size, List<MerkleHash> path) {
    /** The height of the largest tree whose size fits a {@code long}. */
    public static final int MAX_PATH = 63;

    /** @throws IllegalArgumentException when the index is not below the size, or the path is too long for any tree */
    public InclusionProof {
        path = List.copyOf(path);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of size " + size + " has no leaf " + index);
        }
        if (path.size() > MAX_PATH) {
            throw new IllegalArgumentException("an inclusion proof has at most " + MAX_PATH + " hashes");
        }
    }

    /**
     * Builds the proof for a leaf.
     *
     * @param nodes answers for every complete subtree of the first {@code size} leaves
     * @throws IllegalArgumentException when the index is not below the size
     */
    public static InclusionProof of(long index, long size, TreeNodes nodes) {
        List<MerkleHash> path = new ArrayList<>();
        // An index outside of the tree would not end; the constructor refuses it.
        if (index >= 0 && index < size) {
            climb(index, 0, size, nodes, path);
        }
        return new InclusionProof(index, size, path);
    }

    private static void climb(long index, long start, long end, TreeNodes nodes, List<MerkleHash> path) {
        if (end - start == 1) {
            return;
        }
        long split = start + TreeSplit.leftWidth(end - start);
        if (index < split) {
            climb(index, start, split, nodes, path);
            path.add(nodes.range(split, end));
        } else {
            climb(index, split, end, nodes, path);
            path.add(nodes.range(start, split));
        }
    }

    /** Whether {@code leaf} is the leaf at the index in the tree whose root is {@code root} (RFC 9162, 2.1.3.2). */
    public boolean verify(MerkleHash leaf, MerkleHash root) {
        long node = index;
        long last = size - 1;
        MerkleHash hash = leaf;
        for (MerkleHash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = MerkleHash.ofNode(sibling, hash);
                // At the right edge levels without a sibling are skipped.
                int skipped = Long.numberOfTrailingZeros(node);
                node >>= skipped;
                last >>= skipped;
            } else {
                hash = MerkleHash.ofNode(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
