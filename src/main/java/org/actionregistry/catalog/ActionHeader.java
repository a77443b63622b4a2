package org.actionregistry.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.ActionName;

/**
 * One action without its documents.
 *
 * @param distTags versions by tag; without {@code latest}, which is {@code latestVersion}
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
        Map<String, String> distTags,
        Instant createdAt) {
    public static final int LISTED_VERSIONS = 200;
}
