package org.actionregistry.http.contract;

import java.util.ArrayList;
import java.util.List;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Refused;

/**
 * The path of a request as its decoded segments.
 *
 * <p>A path whose segments a router would change before matching (RFC 3986, section 6.2.2: dot segments, however encoded;
 * and empty ones) is refused, so that what is routed and what is validated is always the same segment.
 *
 * @param segments decoded once; {@code /actions/a%2Fb} has the segments {@code actions} and {@code a/b}
 */
record RequestPath(List<String> segments) {
    private static final String PLACE = "path";

    /**
     * Reads the path of a request target, without its query.
     *
     * @throws Invalid when it is not percent-encoded UTF-8, or has a dot segment
     * @throws Refused with {@code ROUTE_NOT_FOUND} when it has an empty segment, which no route has
     */
    static RequestPath parse(String raw) {
        List<String> segments = new ArrayList<>(6);
        int start = 1;
        while (start <= raw.length()) {
            int slash = raw.indexOf('/', start);
            int end = slash < 0 ? raw.length() : slash;
            segments.add(segment(raw.substring(start, end)));
            start = end + 1;
        }
        return new RequestPath(List.copyOf(segments));
    }

    private static String segment(String raw) {
        if (raw.isEmpty()) {
            throw new Refused(
                    ErrorCode.ROUTE_NOT_FOUND, "There is nothing at a path with an empty segment or a final '/'.");
        }
        try {
            String decoded = PercentDecoding.segment(raw);
            if (decoded.equals(".") || decoded.equals("..")) {
                throw refusal("dot-segment", "should have no segment that is '.' or '..', encoded or not");
            }
            return decoded;
        } catch (PercentDecoding.MalformedException e) {
            throw refusal("percent-encoding", String.valueOf(e.getMessage()));
        }
    }

    private static Invalid refusal(String rule, String message) {
        Violations violations = new Violations();
        violations.add(PLACE, rule, message);
        return violations.asFailure(ErrorCode.BAD_REQUEST);
    }
}
