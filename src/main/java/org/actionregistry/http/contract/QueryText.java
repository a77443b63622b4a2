package org.actionregistry.http.contract;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the query of a request target, {@code name=value} pairs joined by {@code &}; each is decoded exactly once. */
final class QueryText {
    /** How much of an unknown parameter's name is repeated in an answer, in characters. */
    private static final int QUOTED = 64;

    private final Map<String, ?> declared;
    private final String operationId;

    QueryText(Map<String, ?> declared, String operationId) {
        this.declared = declared;
        this.operationId = operationId;
    }

    /** The declared parameters that were sent, null where malformed; reports these, repeated ones and unknown ones. */
    Map<String, @Nullable String> read(String raw, Violations found) {
        if (raw.isEmpty()) {
            return Map.of();
        }
        Map<String, @Nullable String> values = new HashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                readPair(name, equals < 0 ? "" : pair.substring(equals + 1), values, found);
            }
        }
        return values;
    }

    private void readPair(String rawName, String rawValue, Map<String, @Nullable String> values, Violations found) {
        String place = "query";
        try {
            String name = PercentDecoding.formText(rawName);
            place = "query." + quoted(name);
            if (!declared.containsKey(name)) {
                found.add(place, "unknown-parameter", "is not a query parameter of " + operationId);
            } else if (values.containsKey(name)) {
                found.add(place, "repeated-parameter", "should be given once");
            } else {
                values.put(name, null);
                values.put(name, PercentDecoding.formText(rawValue));
            }
        } catch (PercentDecoding.MalformedException e) {
            found.add(place, "percent-encoding", String.valueOf(e.getMessage()));
        }
    }

    private static String quoted(String name) {
        return name.length() <= QUOTED ? name : name.substring(0, QUOTED);
    }
}
