package org.actionregistry.http;

import java.util.List;

/**
 * A path of the contract, such as {@code /actions/{name}}, to tell at a glance whether a request has it: nothing is decoded
 * or kept. A path that is spelled otherwise (RFC 3986, section 6.2.2) does not have it here, and is the router's to tell.
 */
final class PathShape {
    /** Empty for a segment that is a parameter. */
    private final List<String> segments;

    PathShape(String template) {
        this.segments = List.of(template.substring(1).split("/", -1)).stream()
                .map(segment -> segment.startsWith("{") ? "" : segment)
                .toList();
    }

    boolean matches(String path) {
        int start = 1;
        for (String segment : segments) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (end <= start || !fits(segment, path, start, end)) {
                return false;
            }
            start = end + 1;
        }
        return start == path.length() + 1;
    }

    private static boolean fits(String segment, String path, int start, int end) {
        return segment.isEmpty() || (segment.length() == end - start && path.startsWith(segment, start));
    }
}
