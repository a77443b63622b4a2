package org.actionregistry.signing;

import java.util.OptionalLong;

/**
 * A signature of a note that was verified; only {@link SignedNote#open} makes one.
 *
 * @param key the key that made it
 * @param signature the line it stands on
 */
public record VerifiedSignature(VerifierKey key, NoteSignature signature) {
    /** When it was made, in seconds since the epoch, as the cosigner says; empty for what is no cosignature. */
    public OptionalLong time() {
        return switch (key.type()) {
            case ED25519 -> OptionalLong.empty();
            case COSIGNATURE_V1 -> OptionalLong.of(Cosignature.time(signature.value()));
        };
    }
}
