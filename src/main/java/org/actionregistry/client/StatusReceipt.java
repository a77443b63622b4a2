package org.actionregistry.client;

import java.util.Map;
import org.actionregistry.action.Coordinate;
import org.jspecify.annotations.Nullable;

/**
 * What the registry says of a version after a wish to change that.
 *
 * @param changed false when it said the same before
 * @param json everything the registry said
 */
public record StatusReceipt(
        Coordinate coordinate, VersionStanding standing, boolean changed, Map<String, @Nullable Object> json) {
    static StatusReceipt of(JsonMembers answer) {
        return new StatusReceipt(
                Coordinate.parse(answer.text("name"), answer.text("version")),
                VersionStanding.of(answer).orElseThrow(() -> new IllegalArgumentException("status is missing")),
                answer.flag("changed"),
                answer.values());
    }
}
