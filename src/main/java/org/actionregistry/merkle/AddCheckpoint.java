package org.actionregistry.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.StrictUtf8;

/**
 * What a log asks a witness to cosign: the body of an {@code add-checkpoint} request (C2SP tlog-witness).
 *
 * @param oldSize the size of the checkpoint that the witness cosigned last, 0 if none
 * @param path the consistency proof from there to the checkpoint; empty for an old size of 0
 * @param checkpoint a signed checkpoint, of {@code oldSize} or more leaves
 */
public record AddCheckpoint(long oldSize, List<MerkleHash> path, SignedNote checkpoint) {
    private static final String OLD = "old ";
    private static final String BLANK_LINE = "\n\n";

    /**
     * Refuses what a witness answers with 400; what it answers with 422 is for {@link #isConsistentWith} to say.
     *
     * @throws IllegalArgumentException when the note is not a checkpoint, the old size is above its size, or the path is
     *     longer than {@value ConsistencyProof#MAX_PATH} hashes
     */
    public AddCheckpoint {
        path = List.copyOf(path);
        if (path.size() > ConsistencyProof.MAX_PATH) {
            throw new IllegalArgumentException("a proof has at most " + ConsistencyProof.MAX_PATH + " hashes");
        }
        if (oldSize < 0 || oldSize > Checkpoint.parse(checkpoint.text()).size()) {
            throw new IllegalArgumentException("the old size is above the size of the checkpoint");
        }
    }

    /**
     * Reads what {@link #bytes} writes.
     *
     * @throws IllegalArgumentException when it is malformed or breaks a rule of the constructor
     */
    public static AddCheckpoint parse(byte[] body) {
        if (body.length > SignedNote.MAX_BYTES) {
            throw new IllegalArgumentException("the request is longer than " + SignedNote.MAX_BYTES + " bytes");
        }
        String text = StrictUtf8.decode(body);
        int blank = text.indexOf(BLANK_LINE);
        if (blank < 0 || !text.startsWith(OLD)) {
            throw new IllegalArgumentException(
                    "the request has a line with the old size, the lines of a proof, an empty line and a checkpoint");
        }
        List<String> lines = List.of(text.substring(OLD.length(), blank).split("\n", -1));
        return new AddCheckpoint(
                CanonicalDecimal.parse(lines.get(0), "the old size"),
                HashLines.parse(lines.subList(1, lines.size()), ConsistencyProof.MAX_PATH),
                SignedNote.parse(text.substring(blank + BLANK_LINE.length())));
    }

    /**
     * Whether the checkpoint's tree is the one of the old size, appended to. The tree without leaves is a prefix of any, and
     * takes no proof; a checkpoint of size 0 must have its root.
     *
     * @param oldRoot the root at the old size; not looked at when that is 0
     */
    public boolean isConsistentWith(MerkleHash oldRoot) {
        Checkpoint later = Checkpoint.parse(checkpoint.text());
        if (oldSize == 0) {
            return path.isEmpty() && (later.size() > 0 || later.root().equals(MerkleHash.EMPTY_ROOT));
        }
        return new ConsistencyProof(oldSize, later.size(), path).verify(oldRoot, later.root());
    }

    /** The request's body, UTF-8. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(OLD).append(oldSize).append('\n');
        HashLines.append(text, path);
        return text.append('\n').append(checkpoint).toString().getBytes(UTF_8);
    }
}
