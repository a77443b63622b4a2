package org.actionregistry.http.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A request as both validators get to see it: decoded, apart from the body.
 *
 * @param path in the order of the template
 * @param contentType empty for none
 */
record TriedRequest(
        String operationId,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        String contentType,
        String bodyText) {
    /** A query parameter that no operation declares. */
    static final String UNKNOWN = "page";

    /** What only a lenient reader of JSON takes; put into bodies as it stands. */
    static final List<String> LENIENT =
            List.of("\"schema\":1,", "/* */", " {}}", "\"n\":1e400", "\"n\":9007199254740993");

    private static final List<String> NO_TEXTS = List.of("from", "to", "limit", "dry_run", "since", "Last-Event-ID");

    /** The values of string parameters. */
    List<String> texts() {
        List<String> texts = new ArrayList<>(path.values());
        Stream.of(headers, query)
                .flatMap(parameters -> parameters.entrySet().stream())
                .filter(entry -> !NO_TEXTS.contains(entry.getKey()))
                .forEach(entry -> texts.add(entry.getValue()));
        return texts;
    }

    /** The values of integer and boolean parameters. */
    List<String> numbersAndFlags() {
        return Stream.of(headers, query)
                .flatMap(parameters -> parameters.entrySet().stream())
                .filter(entry -> NO_TEXTS.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
