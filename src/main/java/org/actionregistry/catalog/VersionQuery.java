package org.actionregistry.catalog;

import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.SemanticVersion;

/**
 * Which versions of an action to list, in ascending precedence.
 *
 * @param limit how many, 1 to {@value #MAX_LIMIT}
 * @param after only versions of higher precedence than this one
 */
public record VersionQuery(ActionName name, int limit, Optional<SemanticVersion> after) {
    public static final int MAX_LIMIT = 1000;
    public static final int DEFAULT_LIMIT = 200;
}
