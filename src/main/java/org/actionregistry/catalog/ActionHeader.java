package org.actionregistry.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.ActionName;

/**
 * One action without its documents.
 *
 * @param versions the highest {@value #LISTED_VERSIONS} versions, in ascending precedence
 */
public record ActionHeader(
        ActionName name,
        Optional<String> latestVersion,
        List<VersionLine> versions,
        int versionCount,
        Optional<String> title,
        Optional<String> description,
        List<String> tags,
        Instant createdAt) {
    public static final int LISTED_VERSIONS = 200;
}
