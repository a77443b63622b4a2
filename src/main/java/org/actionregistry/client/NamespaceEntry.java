package org.actionregistry.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A namespace that has been set.
 *
 * @param owners who may write there; empty for whoever their role allows
 * @param kids which keys may sign there; empty for every trusted key
 * @param logIndex the entry that changed it last
 * @param json everything the registry said
 */
public record NamespaceEntry(
        String namespace, List<String> owners, List<String> kids, long logIndex, Map<String, @Nullable Object> json) {
    static NamespaceEntry of(JsonMembers answer) {
        return new NamespaceEntry(
                answer.text("namespace"),
                answer.texts("owners"),
                answer.texts("kids"),
                answer.integer("log_index"),
                answer.values());
    }
}
