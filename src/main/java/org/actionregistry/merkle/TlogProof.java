package org.actionregistry.merkle;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.StrictUtf8;
import org.actionregistry.signing.UntrustedNoteException;
import org.jspecify.annotations.Nullable;

/**
 * All it takes to show offline that an entry was logged (C2SP tlog-proof). Not yet believed: {@link #verify} says.
 * Immutable.
 */
public final class TlogProof {
    /** The most bytes of extra data. */
    public static final int MAX_EXTRA = 1 << 16;

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final String BLANK_LINE = "\n\n";

    private final byte @Nullable [] extra;
    private final InclusionProof inclusion;
    private final SignedNote checkpoint;

    private TlogProof(byte @Nullable [] extra, InclusionProof inclusion, SignedNote checkpoint) {
        if (extra != null && (extra.length == 0 || extra.length > MAX_EXTRA)) {
            throw new IllegalArgumentException("extra data, where there is any, has 1 to " + MAX_EXTRA + " bytes");
        }
        if (Checkpoint.parse(checkpoint.text()).size() != inclusion.size()) {
            throw new IllegalArgumentException("the inclusion proof is for another size than the checkpoint's");
        }
        this.extra = extra;
        this.inclusion = inclusion;
        this.checkpoint = checkpoint;
    }

    /**
     * A proof without extra data.
     *
     * @param checkpoint of the size that the inclusion proof is for
     * @throws IllegalArgumentException when the note is not a checkpoint, or of another size
     */
    public static TlogProof of(InclusionProof inclusion, SignedNote checkpoint) {
        return new TlogProof(null, inclusion, checkpoint);
    }

    /**
     * The same proof with extra data, which nothing authenticates.
     *
     * @param extra 1 to {@value #MAX_EXTRA} bytes; copied
     * @throws IllegalArgumentException when there are more or fewer
     */
    public TlogProof withExtra(byte[] extra) {
        return new TlogProof(extra.clone(), inclusion, checkpoint);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @param proof UTF-8
     * @throws IllegalArgumentException when it is malformed, or the index is not below the checkpoint's size
     */
    public static TlogProof parse(byte[] proof) {
        if (proof.length > SignedNote.MAX_BYTES) {
            throw new IllegalArgumentException("the proof is longer than " + SignedNote.MAX_BYTES + " bytes");
        }
        String text = StrictUtf8.decode(proof);
        int blank = text.indexOf(BLANK_LINE);
        if (blank < 0) {
            throw new IllegalArgumentException("a proof has an empty line before its checkpoint");
        }
        SignedNote checkpoint = SignedNote.parse(text.substring(blank + BLANK_LINE.length()));
        return parse(List.of(text.substring(0, blank).split("\n", -1)), checkpoint);
    }

    private static TlogProof parse(List<String> lines, SignedNote checkpoint) {
        if (!lines.get(0).equals(HEADER)) {
            throw new IllegalArgumentException("a proof starts with the line " + HEADER);
        }
        boolean hasExtra = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
        byte[] extra = hasExtra ? Base64Text.decodeBare(lines.get(1).substring(EXTRA.length())) : null;
        int at = hasExtra ? 2 : 1;
        if (lines.size() <= at || !lines.get(at).startsWith(INDEX)) {
            throw new IllegalArgumentException("a proof has a line with the index before its hashes");
        }
        long index = CanonicalDecimal.parse(lines.get(at).substring(INDEX.length()), "the index of a proof");
        List<MerkleHash> path = HashLines.parse(lines.subList(at + 1, lines.size()), InclusionProof.MAX_PATH);
        long size = Checkpoint.parse(checkpoint.text()).size();
        return new TlogProof(extra, new InclusionProof(index, size, path), checkpoint);
    }

    /** A copy of the extra data, if any, which nothing authenticates. */
    public Optional<byte[]> extra() {
        return Optional.ofNullable(extra).map(byte[]::clone);
    }

    /** That the leaf is in the checkpoint's tree. */
    public InclusionProof inclusion() {
        return inclusion;
    }

    /** The checkpoint as the log and its witnesses signed it. */
    public SignedNote checkpoint() {
        return checkpoint;
    }

    /**
     * Verifies all of the proof ("Verifying a tlog proof"). Takes about 0.2 ms of CPU a signature; not for an event loop.
     *
     * @param leaf the hash of the entry that is said to be logged; computing it from the entry is the caller's part
     * @param policy which logs and witnesses to believe
     * @return the checkpoint, which is now known to cover the leaf
     * @throws UntrustedNoteException when the checkpoint is not to be believed, as {@link LogPolicy#verify} says
     * @throws NotIncludedException when the leaf is not the one at the index in the checkpoint's tree
     */
    public VerifiedCheckpoint verify(MerkleHash leaf, LogPolicy policy) {
        VerifiedCheckpoint verified = policy.verify(checkpoint);
        if (!inclusion.verify(leaf, verified.checkpoint().root())) {
            throw new NotIncludedException(inclusion.index(), inclusion.size());
        }
        return verified;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlogProof proof
                && Arrays.equals(extra, proof.extra)
                && inclusion.equals(proof.inclusion)
                && checkpoint.equals(proof.checkpoint);
    }

    @Override
    public int hashCode() {
        return 31 * inclusion.hashCode() + checkpoint.hashCode();
    }

    /** The proof as text ("Format"). */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        if (extra != null) {
            text.append(EXTRA).append(Base64Text.encodeBare(extra)).append('\n');
        }
        text.append(INDEX).append(inclusion.index()).append('\n');
        HashLines.append(text, inclusion.path());
        return text.append('\n').append(checkpoint).toString();
    }
}
