package org.actionregistry.merkle;

import java.util.List;

/** Hashes one a line, as tlog-proof and tlog-witness write the path of a proof. */
final class HashLines {
    private HashLines() {}

    /** @throws IllegalArgumentException when there are more than {@code most}, or one is not a hash */
    static List<MerkleHash> parse(List<String> lines, int most) {
        if (lines.size() > most) {
            throw new IllegalArgumentException("a proof has at most " + most + " hashes");
        }
        return lines.stream().map(MerkleHash::parse).toList();
    }

    static void append(StringBuilder text, List<MerkleHash> hashes) {
        hashes.forEach(hash -> text.append(hash).append('\n'));
    }
}
