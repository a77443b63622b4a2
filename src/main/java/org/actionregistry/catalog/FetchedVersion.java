package org.actionregistry.catalog;

import java.util.Optional;
import org.actionregistry.action.Coordinate;

/**
 * One of several versions that were asked for together.
 *
 * @param exists whether there is such a version
 * @param version empty where there is none, and where those before it have filled the answer
 */
public record FetchedVersion<V>(Coordinate coordinate, boolean exists, Optional<V> version) {}
