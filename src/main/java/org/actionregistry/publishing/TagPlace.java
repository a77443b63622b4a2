package org.actionregistry.publishing;

import org.actionregistry.action.SemanticVersion;

/**
 * Where a dist-tag points.
 *
 * @param logIndex the entry that moved it there
 */
public record TagPlace(SemanticVersion version, long logIndex) {}
