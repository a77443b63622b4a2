package org.actionregistry.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Standing;
import org.actionregistry.action.StoredVersion;

/**
 * One action of a list.
 *
 * @param latestVersion the highest release that is neither yanked nor unsafe, or the highest such pre-release; empty where
 *     every version is yanked or unsafe
 * @param versions the highest {@value #LISTED_VERSIONS} versions, in ascending precedence
 * @param versionCount how many there are in all
 * @param standing of the latest version
 * @param latest the latest version as stored, for its verdict; empty where there is none or its document is larger than
 *     {@value #SUMMARISED_BYTES} bytes, so that a page stays small in memory
 */
public record ActionRow(
        ActionName name,
        Optional<String> latestVersion,
        List<String> versions,
        int versionCount,
        Optional<String> title,
        Optional<String> description,
        List<String> tags,
        Instant updatedAt,
        Optional<Standing> standing,
        Optional<StoredVersion> latest) {
    public static final int LISTED_VERSIONS = 100;
    public static final int SUMMARISED_BYTES = 65_536;
}
