package org.actionregistry.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.actionregistry.action.ActionName;
import org.jspecify.annotations.Nullable;

/**
 * One action and all that was published of it.
 *
 * @param latestVersion empty where every version is yanked or unsafe
 * @param versionCount how many versions there are
 * @param versions the highest 200, in ascending precedence
 * @param distTags versions by tag, by the name of the tag
 * @param json everything the registry said, including what this client does not know
 */
public record ActionHistory(
        ActionName name,
        Optional<String> latestVersion,
        Optional<String> title,
        Optional<String> description,
        List<String> tags,
        long versionCount,
        List<Version> versions,
        Map<String, String> distTags,
        Map<String, @Nullable Object> json) {

    /**
     * One published version, without its manifest.
     *
     * @param kid the signing key; empty when unsigned
     * @param status {@code active}, {@code deprecated}, {@code yanked} or {@code unsafe}
     */
    public record Version(
            String version,
            String hash,
            Optional<String> kid,
            String status,
            VersionStanding standing,
            Instant createdAt) {}

    static ActionHistory of(JsonMembers answer) {
        return new ActionHistory(
                new ActionName(answer.text("name")),
                answer.optionalText("latest_version"),
                answer.optionalText("title"),
                answer.optionalText("description"),
                answer.texts("tags"),
                answer.integer("version_count"),
                answer.objects("versions").stream().map(ActionHistory::version).toList(),
                distTags(answer.object("dist_tags")),
                answer.values());
    }

    private static Map<String, String> distTags(JsonMembers tags) {
        Map<String, String> versions = new TreeMap<>();
        tags.values().keySet().forEach(tag -> versions.put(tag, tags.text(tag)));
        return versions;
    }

    private static Version version(JsonMembers item) {
        return new Version(
                item.text("version"),
                item.text("hash"),
                item.optionalText("kid"),
                item.text("status"),
                VersionStanding.of(item).orElseThrow(),
                item.time("created_at"));
    }
}
