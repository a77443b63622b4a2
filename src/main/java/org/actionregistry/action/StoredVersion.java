package org.actionregistry.action;

import java.time.Instant;
import java.util.Optional;
import org.actionregistry.signing.Seal;

/**
 * One published version exactly as the database holds it. Nothing here is verified: a hash or signature may have been
 * tampered with, so they are kept as raw text.
 *
 * @param canonical the stored canonical bytes; shared, never modified
 * @param hash the stored {@code sha256:...} text
 * @param signature empty for a version imported without one
 * @param seal what was noted when it was verified at its publication; empty where it was not
 * @param standing what the registry says of it now
 * @param logIndex index of the journal entry that published it
 */
public record StoredVersion(
        Coordinate coordinate,
        @SuppressWarnings("ArrayRecordComponent") byte[] canonical,
        String hash,
        Optional<DetachedSignature> signature,
        Optional<Seal> seal,
        Standing standing,
        Instant createdAt,
        long logIndex) {}
