package org.actionregistry.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * That a tree is a later state of another: nothing but leaves after the others was added (RFC 6962, section 2.1.2). Not
 * yet believed: {@link #verify} says.
 *
 * @param from the earlier size, above 0: the RFC defines no proof from the empty tree, which is a prefix of any
 * @param to the later size, not below {@code from}
 * @param path in the order of the RFC; at most {@value #MAX_PATH} hashes
 */
public record ConsistencyProof(long from, long to, List<MerkleHash> path) {
    /** What C2SP tlog-witness, "add-checkpoint", allows; enough for any tree of up to 2^62 leaves. */
    public static final int MAX_PATH = 63;

    /** @throws IllegalArgumentException when the sizes are not as said above, or the path is too long for any tree */
    public ConsistencyProof {
        path = List.copyOf(path);
        if (from < 1 || from > to) {
            throw new IllegalArgumentException("there is no consistency proof from size " + from + " to " + to
                    + ": the sizes must be above 0 and the first not above the second");
        }
        if (path.size() > MAX_PATH) {
            throw new IllegalArgumentException("a consistency proof has at most " + MAX_PATH + " hashes");
        }
    }

    /**
     * Builds the proof between two sizes.
     *
     * @param nodes answers for every complete subtree of the first {@code to} leaves
     * @throws IllegalArgumentException when the sizes are not as said above
     */
    public static ConsistencyProof of(long from, long to, TreeNodes nodes) {
        List<MerkleHash> path = new ArrayList<>();
        if (from >= 1 && from <= to) {
            climb(from, 0, to, nodes, path);
        }
        return new ConsistencyProof(from, to, path);
    }

    /** {@code SUBPROOF} of RFC 6962, section 2.1.2, whose flag is true here while {@code start} is 0. */
    private static void climb(long from, long start, long end, TreeNodes nodes, List<MerkleHash> path) {
        if (from == end) {
            // The verifier knows the earlier root already.
            if (start != 0) {
                path.add(nodes.range(start, end));
            }
            return;
        }
        long split = start + TreeSplit.leftWidth(end - start);
        if (from <= split) {
            climb(from, start, split, nodes, path);
            path.add(nodes.range(split, end));
        } else {
            climb(from, split, end, nodes, path);
            path.add(nodes.range(start, split));
        }
    }

    /** Whether the tree with root {@code later} is the one with root {@code earlier}, appended to (RFC 9162, 2.1.4.2). */
    public boolean verify(MerkleHash earlier, MerkleHash later) {
        if (from == to) {
            return path.isEmpty() && earlier.equals(later);
        }
        boolean complete = Long.bitCount(from) == 1;
        if (path.isEmpty() && !complete) {
            return false;
        }
        int levels = Long.numberOfTrailingZeros(from);
        Climb climb = new Climb((from - 1) >> levels, (to - 1) >> levels, complete ? earlier : path.get(0));
        for (MerkleHash sibling : complete ? path : path.subList(1, path.size())) {
            if (climb.last == 0) {
                return false;
            }
            climb.step(sibling);
        }
        return climb.last == 0 && climb.earlier.equals(earlier) && climb.later.equals(later);
    }

    /** Both roots computed from the same hashes; {@code node} and {@code last} are {@code fn} and {@code sn} of the RFC. */
    private static final class Climb {
        private long node;
        private long last;
        private MerkleHash earlier;
        private MerkleHash later;

        Climb(long node, long last, MerkleHash start) {
            this.node = node;
            this.last = last;
            earlier = start;
            later = start;
        }

        void step(MerkleHash sibling) {
            if ((node & 1) == 1 || node == last) {
                earlier = MerkleHash.ofNode(sibling, earlier);
                later = MerkleHash.ofNode(sibling, later);
                int skipped = Long.numberOfTrailingZeros(node);
                node >>= skipped;
                last >>= skipped;
            } else {
                later = MerkleHash.ofNode(later, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
    }
}
