package org.actionregistry.catalog;

import java.time.Instant;
import java.util.Optional;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.action.Standing;

/** One version in a list of versions. */
public record VersionLine(
        SemanticVersion version,
        String hash,
        Optional<String> kid,
        Standing standing,
        Instant createdAt,
        long logIndex) {}
