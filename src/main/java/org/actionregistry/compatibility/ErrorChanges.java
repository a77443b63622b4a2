package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.actionregistry.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * {@code errors}: a list or an object of what can go wrong. Nobody can rely on knowing all of it, so that none of its changes
 * breaks.
 */
final class ErrorChanges {
    private static final String PLACE = "/errors";
    private static final List<String> NAMES = List.of("code", "name", "type", "id");

    private ErrorChanges() {}

    private record Entry(String place, @Nullable Object value) {}

    static List<Change> between(@Nullable Object old, @Nullable Object now) {
        if (Objects.equals(old, now)) {
            return List.of();
        }
        Map<String, Entry> before = entries(old);
        Map<String, Entry> after = entries(now);
        List<Change> changes = new ArrayList<>();
        for (String name : ObjectRules.union(before, after)) {
            Entry was = before.get(name);
            Entry is = after.get(name);
            if (was == null && is != null) {
                changes.add(change(is, "error-added", Excerpts.of(name) + " is new", Bump.MINOR));
            } else if (is == null && was != null) {
                changes.add(change(was, "error-removed", Excerpts.of(name) + " is gone", Bump.MINOR));
            } else if (is != null && was != null && !Objects.equals(is.value(), was.value())) {
                changes.add(change(is, "error-changed", Excerpts.of(name) + " is described differently", Bump.PATCH));
            }
        }
        return changes;
    }

    private static Change change(Entry entry, String kind, String message, Bump bump) {
        return new Change(entry.place(), Axis.ERRORS, kind, message, bump, true);
    }

    private static Map<String, Entry> entries(@Nullable Object errors) {
        Map<String, Entry> entries = new TreeMap<>();
        if (errors instanceof Map<?, ?> byName) {
            byName.forEach((name, error) ->
                    entries.put((String) name, new Entry(JsonPointer.member(PLACE, (String) name), error)));
        } else if (errors instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                entries.putIfAbsent(name(list.get(i)), new Entry(JsonPointer.element(PLACE, i), list.get(i)));
            }
        }
        return entries;
    }

    /** What an error is known by; the whole of it, where nothing looks like a name. */
    private static String name(@Nullable Object error) {
        if (error instanceof Map<?, ?> members) {
            for (String member : NAMES) {
                if (members.get(member) instanceof String name) {
                    return name;
                }
            }
        }
        return error instanceof String name ? name : Excerpts.whole(error);
    }
}
