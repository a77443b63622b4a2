package org.actionregistry.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.jspecify.annotations.Nullable;

/**
 * One action in a list.
 *
 * @param latestVersion empty where every version is yanked or unsafe
 * @param versionCount how many versions there are
 * @param description of the latest version
 * @param tags of the latest version
 * @param verified the registry's own verdict on the latest version; empty where there is none
 * @param standing what the registry says of the latest version; empty where there is none
 * @param json everything the registry said, including what this client does not know
 */
public record ActionSummary(
        ActionName name,
        Optional<String> latestVersion,
        long versionCount,
        Optional<String> title,
        Optional<String> description,
        List<String> tags,
        Optional<Boolean> verified,
        Optional<VersionStanding> standing,
        Map<String, @Nullable Object> json) {

    static ActionSummary of(JsonMembers item) {
        return new ActionSummary(
                new ActionName(item.text("name")),
                item.optionalText("latest_version"),
                item.integer("version_count"),
                item.optionalText("title"),
                item.optionalText("description"),
                item.texts("tags"),
                item.optionalObject("verification").map(verification -> verification.flag("verified")),
                VersionStanding.of(item),
                item.values());
    }
}
