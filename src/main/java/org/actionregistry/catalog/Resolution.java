package org.actionregistry.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.Requirement;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.action.VersionStatus;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;

/**
 * What has become of a requirement. Nothing in it is verified: whoever goes on to use the version fetches it and looks at
 * its verdict.
 *
 * @param actionExists whether there is such an action
 * @param version the highest version that will do; empty where there is none
 * @param skipped higher versions that were passed over, the highest first; at most {@value #MAX_SKIPPED}
 */
public record Resolution(
        Requirement requirement, boolean actionExists, Optional<Resolved> version, List<Skipped> skipped) {
    public static final int MAX_SKIPPED = 20;

    /**
     * The version to use.
     *
     * @param kid empty for one that was imported without a signature
     */
    public record Resolved(
            SemanticVersion version, String hash, Optional<String> kid, long logIndex, VersionStatus status) {}

    /** A version that is not to be used, and for what it was passed over. */
    public record Skipped(SemanticVersion version, VersionStatus status) {
        private static final String PRE_RELEASE = "prerelease";

        /** {@code yanked}, {@code unsafe}, or {@code prerelease} for one that would do but was not asked for. */
        public String reason() {
            return resolvable(status) ? PRE_RELEASE : status.word();
        }
    }

    public Resolution {
        skipped = List.copyOf(skipped);
    }

    /** Whether versions of this status are chosen where another one would do as well. */
    public static boolean resolvable(VersionStatus status) {
        return status == VersionStatus.ACTIVE || status == VersionStatus.DEPRECATED;
    }

    /** Why there is no version; empty where there is one. */
    public Optional<Refused> refusal() {
        if (version.isPresent()) {
            return Optional.empty();
        }
        if (!actionExists) {
            return Optional.of(VersionReader.actionNotFound(requirement.name()));
        }
        return Optional.of(requirement
                .tag()
                .filter(tag -> skipped.isEmpty())
                .map(tag -> new Refused(
                        ErrorCode.TAG_NOT_FOUND,
                        "Action " + requirement.name() + " has no tag " + tag + ".",
                        details()))
                .orElseGet(() -> new Refused(ErrorCode.NOT_RESOLVABLE, message(), details())));
    }

    private String message() {
        if (skipped.isEmpty()) {
            return "No version of " + requirement.name() + " is in the range.";
        }
        return "Nothing that " + requirement + " asks for may be used: "
                + skipped.get(0).version() + " is "
                + (skipped.get(0).reason().equals(Skipped.PRE_RELEASE)
                        ? "a pre-release"
                        : skipped.get(0).reason())
                + (skipped.size() > 1 ? ", with others below it." : ".");
    }

    private Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", requirement.name().value());
        requirement.range().ifPresent(range -> details.put("range", range.toString()));
        requirement.tag().ifPresent(tag -> details.put("tag", tag.value()));
        details.put(
                "skipped",
                skipped.stream()
                        .map(each -> Map.of("version", each.version().toString(), "reason", each.reason()))
                        .toList());
        return details;
    }
}
