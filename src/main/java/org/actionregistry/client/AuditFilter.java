package org.actionregistry.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which rows of the audit trail to read: those that pass each of its parameters. Immutable. */
public final class AuditFilter {
    /** Every row. */
    public static final AuditFilter ALL = new AuditFilter(Map.of());

    private static final Set<String> NAMES = Set.of(
            "principal",
            "operation",
            "target",
            "target_prefix",
            "kid",
            "address",
            "code",
            "result",
            "log_index",
            "since",
            "until");

    private final Map<String, String> parameters;

    private AuditFilter(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /**
     * The same filter with one more parameter, or with nothing more for an empty value.
     *
     * @param name as in the contract's {@code /audit}
     * @throws IllegalArgumentException when that has no such filter
     */
    public AuditFilter with(String name, Optional<String> value) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("there is no filter " + name);
        }
        Map<String, String> more = new TreeMap<>(parameters);
        value.ifPresent(text -> more.put(name, text));
        return new AuditFilter(more);
    }

    /** The path and query of one page. */
    String path(int limit, Optional<String> cursor) {
        List<String> query = query();
        query.add("limit=" + limit);
        cursor.ifPresent(text -> query.add("cursor=" + encoded(text)));
        return "/audit?" + String.join("&", query);
    }

    /** The path and query of the export. */
    String path() {
        List<String> query = query();
        return query.isEmpty() ? "/audit" : "/audit?" + String.join("&", query);
    }

    private List<String> query() {
        List<String> query = new ArrayList<>();
        parameters.forEach((name, value) -> query.add(name + "=" + encoded(value)));
        return query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
