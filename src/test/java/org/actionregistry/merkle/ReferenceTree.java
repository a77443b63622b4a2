package org.actionregistry.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** RFC 6962, sections 2.1, 2.1.1 and 2.1.2, word for word over lists of leaf hashes: slow, and hard to get wrong. */
final class ReferenceTree {
    private ReferenceTree() {}

    /** Distinct leaves. */
    static List<MerkleHash> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MerkleHash.ofLeaf(("entry " + i).getBytes(UTF_8)))
                .toList();
    }

    static MerkleHash root(List<MerkleHash> leaves) {
        if (leaves.isEmpty()) {
            return MerkleHash.EMPTY_ROOT;
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = split(leaves.size());
        return MerkleHash.ofNode(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    /** {@code PATH(m, D[n])}. */
    static List<MerkleHash> path(int m, List<MerkleHash> leaves) {
        int n = leaves.size();
        if (n == 1) {
            return List.of();
        }
        int k = split(n);
        return m < k
                ? with(path(m, leaves.subList(0, k)), root(leaves.subList(k, n)))
                : with(path(m - k, leaves.subList(k, n)), root(leaves.subList(0, k)));
    }

    /** {@code PROOF(m, D[n])}. */
    static List<MerkleHash> proof(int m, List<MerkleHash> leaves) {
        return subproof(m, leaves, true);
    }

    private static List<MerkleHash> subproof(int m, List<MerkleHash> leaves, boolean known) {
        int n = leaves.size();
        if (m == n) {
            return known ? List.of() : List.of(root(leaves));
        }
        int k = split(n);
        return m <= k
                ? with(subproof(m, leaves.subList(0, k), known), root(leaves.subList(k, n)))
                : with(subproof(m - k, leaves.subList(k, n), false), root(leaves.subList(0, k)));
    }

    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static List<MerkleHash> with(List<MerkleHash> hashes, MerkleHash last) {
        List<MerkleHash> all = new ArrayList<>(hashes);
        all.add(last);
        return all;
    }
}
