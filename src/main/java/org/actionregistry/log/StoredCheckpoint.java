package org.actionregistry.log;

import java.util.List;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.signing.NoteSignature;
import org.actionregistry.signing.SignedNote;

/**
 * A checkpoint as it was signed and stored.
 *
 * @param size how many entries its tree has
 * @param root the root of that tree
 * @param note the signed note, with the log's own signatures
 * @param cosignatures signature lines of witnesses, without their line ends
 */
public record StoredCheckpoint(long size, MerkleHash root, String note, List<String> cosignatures) {
    /** Copies the list. */
    public StoredCheckpoint {
        cosignatures = List.copyOf(cosignatures);
    }

    /**
     * The note with the witnesses' signatures after the log's own.
     *
     * @throws IllegalArgumentException when what is stored is no such note any more
     */
    public SignedNote signedNote() {
        return SignedNote.parse(note)
                .with(cosignatures.stream().map(NoteSignature::parse).toList());
    }
}
