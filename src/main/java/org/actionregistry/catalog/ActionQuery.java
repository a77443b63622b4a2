package org.actionregistry.catalog;

import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.VersionStatus;

/**
 * Which actions to list, in the order of their names.
 *
 * @param text words that all must occur in name, title, description or tags of the latest version; a word may be a prefix
 * @param namespace the namespace itself and everything below it
 * @param tag a manifest tag of the latest version
 * @param status of at least one version, not necessarily the latest
 * @param limit how many, 1 to {@value #MAX_LIMIT}
 * @param after only names behind this one
 */
public record ActionQuery(
        Optional<String> text,
        Optional<String> namespace,
        Optional<String> tag,
        Optional<VersionStatus> status,
        int limit,
        Optional<ActionName> after) {
    public static final int MAX_LIMIT = 200;
    public static final int DEFAULT_LIMIT = 50;
}
