package org.actionregistry.publishing;

import java.time.Instant;
import java.util.Optional;
import org.actionregistry.action.Coordinate;

/**
 * What became of a publish request that was not refused.
 *
 * @param created whether the version is new; in a dry run whether it would be
 * @param entry where the journal holds it; empty in a dry run of a new version
 */
public record Published(
        Coordinate coordinate, String hash, String kid, boolean created, boolean dryRun, Optional<Entry> entry) {
    /** A journal entry's place and time. */
    public record Entry(long index, Instant time) {}
}
