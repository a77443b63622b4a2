package org.actionregistry.merkle;

/**
 * Where the hashes of complete subtrees come from. Proofs ask for as many as the tree is high, so a source that finds
 * each without a scan answers a proof in O(log n).
 */
@FunctionalInterface
public interface TreeNodes {
    /**
     * The hash over the leaves {@code index * 2^height} up to, not including, {@code (index + 1) * 2^height}.
     *
     * @param height 0 for a leaf
     */
    MerkleHash node(int height, long index);

    /**
     * The root of the tree of the first {@code size} leaves.
     *
     * @throws IllegalArgumentException when the size is negative
     */
    default MerkleHash root(long size) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
        return size == 0 ? MerkleHash.EMPTY_ROOT : range(0, size);
    }

    /**
     * {@code MTH(D[start:end])} of RFC 6962, section 2.1.
     *
     * @param start a multiple of the smallest power of two that is not below {@code end - start}, as every range in a
     *     proof is
     * @param end above {@code start}
     */
    default MerkleHash range(long start, long end) {
        long width = end - start;
        if (Long.bitCount(width) == 1) {
            int height = Long.numberOfTrailingZeros(width);
            return node(height, start >> height);
        }
        long split = start + Long.highestOneBit(width);
        return MerkleHash.ofNode(range(start, split), range(split, end));
    }
}
