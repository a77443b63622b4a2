package org.actionregistry.http.contract;

import java.util.List;

/** A path of the contract, such as {@code /actions/{name}}; a parameter is always a whole segment. */
final class PathTemplate {
    private final List<String> segments;

    PathTemplate(String template) {
        this.segments = List.of(template.substring(1).split("/", -1));
    }

    /** Which segment carries the parameter. */
    int indexOf(String parameter) {
        int index = segments.indexOf("{" + parameter + "}");
        if (index < 0) {
            throw new IllegalStateException("no {" + parameter + "} in /" + String.join("/", segments));
        }
        return index;
    }

    boolean matches(RequestPath path) {
        if (path.segments().size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (!segment.startsWith("{") && !segment.equals(path.segments().get(i))) {
                return false;
            }
        }
        return true;
    }
}
