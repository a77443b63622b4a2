package org.actionregistry.journal;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.signing.SignedNote;

/** A journal that repeats another registry's, entry by entry: same index, same time, same leaf. */
public interface MirrorStore {
    /**
     * How far the copy is, as a tree that can be grown.
     *
     * @return fails with {@link LogHalted} when the tiles do not lead to the root that was kept with them
     */
    Future<RightEdge> edge();

    /**
     * Appends entries in one transaction, with their versions and tiles.
     *
     * @param from the index of the first; what stands before it must be all there is
     * @param entries at least one, in order
     * @param root of the tree with them
     * @param checkpoint the source's own of that tree, served from then on; empty where the source has signed none of that size
     * @return fails with {@link LogHalted} when the entries do not follow what is there, or what would be written is not what
     *     was logged; nothing is written then
     */
    Future<Void> append(long from, List<MirroredEntry> entries, MerkleHash root, Optional<SignedNote> checkpoint);
}
