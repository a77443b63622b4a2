package org.actionregistry.catalog;

import java.time.Instant;
import java.util.Optional;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.action.VersionStatus;

/** One version in a list of versions. */
public record VersionLine(
        SemanticVersion version,
        String hash,
        Optional<String> kid,
        VersionStatus status,
        Optional<String> statusReason,
        Instant createdAt,
        long logIndex) {}
