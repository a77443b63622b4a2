package org.actionregistry.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which actions to list.
 *
 * @param query words to search for
 * @param namespace only actions of this namespace
 * @param tag only actions whose manifest carries this tag
 * @param status only actions that have a version of this status
 */
public record ActionFilter(
        Optional<String> query, Optional<String> namespace, Optional<String> tag, Optional<String> status) {
    /** All actions. */
    public static final ActionFilter ALL =
            new ActionFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The path and query of one page. */
    String path(int limit, Optional<String> cursor) {
        List<String> parameters = new ArrayList<>();
        query.ifPresent(text -> parameters.add("q=" + encoded(text)));
        namespace.ifPresent(text -> parameters.add("namespace=" + encoded(text)));
        tag.ifPresent(text -> parameters.add("tag=" + encoded(text)));
        status.ifPresent(text -> parameters.add("status=" + encoded(text)));
        parameters.add("limit=" + limit);
        cursor.ifPresent(text -> parameters.add("cursor=" + encoded(text)));
        return "/actions?" + String.join("&", parameters);
    }

    /** {@code %20} for a space: {@code +} means one in forms only (RFC 3986 knows no such rule). */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
