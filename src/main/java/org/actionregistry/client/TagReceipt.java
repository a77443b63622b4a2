package org.actionregistry.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a wish to move or remove a dist-tag.
 *
 * @param changed false when the tag pointed there before
 * @param json everything the registry said
 */
public record TagReceipt(boolean changed, long logIndex, Map<String, @Nullable Object> json) {
    static TagReceipt of(JsonMembers answer) {
        return new TagReceipt(
                answer.optionalFlag("changed").orElse(true), answer.integer("log_index"), answer.values());
    }
}
