package org.actionregistry.publishing;

import java.util.Optional;

/**
 * Which namespaces to list, in the order of their names.
 *
 * @param limit how many, 1 to {@value #MAX_LIMIT}
 * @param after only names behind this one
 */
public record NamespaceQuery(int limit, Optional<String> after) {
    public static final int MAX_LIMIT = 200;
}
