package org.actionregistry.catalog;

import java.util.Optional;
import org.actionregistry.action.ActionName;

/**
 * Which actions to list, in the order of their names.
 *
 * @param text words that all must occur in name, title, description or tags of the latest version; a word may be a prefix
 * @param namespace the namespace itself and everything below it
 * @param tag a manifest tag of the latest version
 * @param limit how many, 1 to {@value #MAX_LIMIT}
 * @param after only names behind this one
 */
public record ActionQuery(
        Optional<String> text,
        Optional<String> namespace,
        Optional<String> tag,
        int limit,
        Optional<ActionName> after) {
    public static final int MAX_LIMIT = 200;
    public static final int DEFAULT_LIMIT = 50;
}
