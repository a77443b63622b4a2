package org.actionregistry.merkle;

import java.util.List;
import java.util.stream.Stream;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.SignedNote;

/**
 * What a log says of itself at one size; the text of a note (C2SP tlog-checkpoint, "Note text").
 *
 * @param origin the log's unique name; not empty, without control characters
 * @param size the number of leaves, not negative
 * @param root the root hash of the tree of that size
 * @param extensions opaque lines, none of them empty; usually there are none
 */
public record Checkpoint(String origin, long size, MerkleHash root, List<String> extensions) {
    private static final int MANDATORY_LINES = 3;

    /** @throws IllegalArgumentException when a line is empty or holds a control character, or the size is negative */
    public Checkpoint {
        extensions = List.copyOf(extensions);
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
        if (!Stream.concat(Stream.of(origin), extensions.stream()).allMatch(Checkpoint::isLine)) {
            throw new IllegalArgumentException(
                    "the origin and the extension lines of a checkpoint are not empty and hold no control characters");
        }
    }

    /** A checkpoint without extension lines. */
    public Checkpoint(String origin, long size, MerkleHash root) {
        this(origin, size, root, List.of());
    }

    private static boolean isLine(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= ' ');
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @throws IllegalArgumentException when the text is not that of a checkpoint
     */
    public static Checkpoint parse(String text) {
        // A negative limit keeps the empty string after the last newline, which shows that there is one.
        List<String> lines = List.of(text.split("\n", -1));
        int last = lines.size() - 1;
        if (last < MANDATORY_LINES || !lines.get(last).isEmpty()) {
            throw new IllegalArgumentException(
                    "a checkpoint has at least three lines (origin, size, root hash) and ends with a newline");
        }
        return new Checkpoint(
                lines.get(0),
                CanonicalDecimal.parse(lines.get(1), "the size of a checkpoint"),
                MerkleHash.parse(lines.get(2)),
                lines.subList(MANDATORY_LINES, last));
    }

    /** The lines, each with its newline: what is signed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(origin).append('\n').append(size).append('\n').append(root).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /**
     * The checkpoint as a note signed by the log; by two keys while one takes over from the other.
     *
     * @param signers at least one; their name should be the origin ("Signatures")
     */
    public SignedNote sign(List<NoteSigner> signers) {
        String text = text();
        return new SignedNote(
                text, signers.stream().map(signer -> signer.sign(text)).toList());
    }
}
