package org.actionregistry.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.Requirement;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.action.VersionRange;
import org.jspecify.annotations.Nullable;

/**
 * The version that a requirement came to.
 *
 * @param hash the digest to expect
 * @param kid the signing key; empty when unsigned
 * @param status {@code active} or {@code deprecated}
 * @param skipped higher versions that were passed over, the highest first; none in a lock
 * @param json everything the registry said
 */
public record Resolved(
        Requirement requirement,
        SemanticVersion version,
        String hash,
        Optional<String> kid,
        long logIndex,
        String status,
        List<Skipped> skipped,
        Map<String, @Nullable Object> json) {
    /** @param reason {@code yanked}, {@code unsafe} or {@code prerelease} */
    public record Skipped(String version, String reason) {
        /** {@code 1.3.0 (yanked)}. */
        @Override
        public String toString() {
            return version + " (" + reason + ")";
        }
    }

    static Resolved of(JsonMembers answer) {
        return new Resolved(
                requirement(answer),
                SemanticVersion.parse(answer.text("version")),
                answer.text("hash"),
                answer.optionalText("kid"),
                answer.integer("log_index"),
                answer.text("status"),
                skipped(answer),
                answer.values());
    }

    static List<Skipped> skipped(JsonMembers answer) {
        return answer.values().containsKey("skipped")
                ? answer.objects("skipped").stream()
                        .map(each -> new Skipped(each.text("version"), each.text("reason")))
                        .toList()
                : List.of();
    }

    /** @throws IllegalArgumentException when it is none */
    static Requirement requirement(JsonMembers members) {
        ActionName name = new ActionName(members.text("name"));
        Optional<VersionRange> range = members.optionalText("range").map(VersionRange::parse);
        Optional<String> tag = members.optionalText("tag");
        if (range.isPresent() && tag.isPresent()) {
            throw members.refused("tag", "either-or", "should not stand beside a range");
        }
        return range.map(versions -> Requirement.inRange(name, versions))
                .or(() -> tag.map(text -> Requirement.tagged(name, text)))
                .orElseGet(() -> Requirement.latest(name));
    }

    public Coordinate coordinate() {
        return new Coordinate(requirement.name(), version);
    }

    /** Whether both name the same version with the same bytes, signed and logged alike; whatever its status is. */
    public boolean sameVersionAs(Resolved other) {
        return coordinate().equals(other.coordinate())
                && hash.equals(other.hash)
                && kid.equals(other.kid)
                && logIndex == other.logIndex;
    }
}
