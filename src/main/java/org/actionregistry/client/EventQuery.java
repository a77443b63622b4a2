package org.actionregistry.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which journal entries to watch.
 *
 * @param type only entries of this type, such as {@code version.published}
 * @param namespace only entries about actions of this namespace and of those below it
 * @param name only entries about this action
 */
public record EventQuery(Optional<String> type, Optional<String> namespace, Optional<String> name) {
    /** Every entry. */
    public static final EventQuery ALL = new EventQuery(Optional.empty(), Optional.empty(), Optional.empty());

    String path(Optional<Long> since) {
        List<String> parameters = new ArrayList<>();
        since.ifPresent(index -> parameters.add("since=" + index));
        type.ifPresent(text -> parameters.add("type=" + encoded(text)));
        namespace.ifPresent(text -> parameters.add("namespace=" + encoded(text)));
        name.ifPresent(text -> parameters.add("name=" + encoded(text)));
        return parameters.isEmpty() ? "/events" : "/events?" + String.join("&", parameters);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
