package org.actionregistry.client;

import java.util.Optional;
import org.actionregistry.action.Coordinate;

/**
 * What became of one of several versions that were asked for together.
 *
 * @param version empty where the registry has none under that coordinate
 */
public record FetchedVersion(Coordinate coordinate, Optional<PublishedVersion> version) {}
