package org.actionregistry.events;

import java.util.Optional;
import org.actionregistry.action.DetachedSignature;

/**
 * One journal entry with what it brought into the registry.
 *
 * @param leaf canonical JSON
 * @param published the version that was published; empty for any other kind of entry
 */
public record Change(
        long index,
        @SuppressWarnings("ArrayRecordComponent") byte[] leaf,
        Optional<Document> published) {
    /**
     * A version as it is stored.
     *
     * @param canonical the bytes that were signed
     * @param hash the digest it was published with
     * @param signature empty for an unverified import
     */
    public record Document(
            @SuppressWarnings("ArrayRecordComponent") byte[] canonical,
            String hash,
            Optional<DetachedSignature> signature) {}
}
