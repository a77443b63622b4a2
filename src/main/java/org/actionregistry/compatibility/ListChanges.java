package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.actionregistry.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/** {@code permissions} and {@code bindings}. */
final class ListChanges {
    private static final String PERMISSIONS = "/permissions";
    private static final String BINDINGS = "/bindings";

    private ListChanges() {}

    /** Whoever allowed the action what it asked for has not allowed it more. */
    static List<Change> permissions(@Nullable Object old, @Nullable Object now) {
        List<Change> changes = new ArrayList<>();
        Map<@Nullable Object, Integer> before = places(old);
        Map<@Nullable Object, Integer> after = places(now);
        after.forEach((permission, place) -> {
            if (!before.containsKey(permission)) {
                changes.add(new Change(
                        JsonPointer.element(PERMISSIONS, place),
                        Axis.PERMISSIONS,
                        "permission-added",
                        Excerpts.of(permission) + " must be allowed now",
                        Bump.MAJOR,
                        true));
            }
        });
        before.forEach((permission, place) -> {
            if (!after.containsKey(permission)) {
                changes.add(new Change(
                        JsonPointer.element(PERMISSIONS, place),
                        Axis.PERMISSIONS,
                        "permission-removed",
                        Excerpts.of(permission) + " need not be allowed any more",
                        Bump.MINOR,
                        true));
            }
        });
        return changes;
    }

    private static Map<@Nullable Object, Integer> places(@Nullable Object list) {
        Map<@Nullable Object, Integer> places = new LinkedHashMap<>();
        List<?> elements = elements(list);
        for (int i = 0; i < elements.size(); i++) {
            places.putIfAbsent(elements.get(i), i);
        }
        return places;
    }

    private static List<?> elements(@Nullable Object list) {
        return list instanceof List<?> elements ? elements : List.of();
    }

    /**
     * A binding that is gone leaves those without a way to call who used it. One that is only different is read by whoever calls,
     * each time it calls.
     */
    static List<Change> bindings(@Nullable Object old, @Nullable Object now) {
        List<?> before = elements(old);
        List<?> after = elements(now);
        Set<Object> common = new HashSet<>(before);
        common.retainAll(new HashSet<>(after));
        Map<String, List<Integer>> left = byType(before, common);
        Map<String, List<Integer>> fresh = byType(after, common);
        List<Change> changes = new ArrayList<>();
        Set<String> types = new HashSet<>(left.keySet());
        types.addAll(fresh.keySet());
        for (String type : types) {
            ofOneType(type, left.getOrDefault(type, List.of()), fresh.getOrDefault(type, List.of()), changes);
        }
        return changes;
    }

    private static void ofOneType(String type, List<Integer> left, List<Integer> fresh, List<Change> changes) {
        int changed = Math.min(left.size(), fresh.size());
        String named = "the binding of type " + Excerpts.of(type);
        for (int i = 0; i < Math.max(left.size(), fresh.size()); i++) {
            if (i < changed) {
                changes.add(binding(fresh.get(i), "binding-changed", named + " has changed", Bump.MINOR));
            } else if (i < left.size()) {
                changes.add(binding(left.get(i), "binding-removed", named + " is gone", Bump.MAJOR));
            } else {
                changes.add(binding(fresh.get(i), "binding-added", named + " is new", Bump.MINOR));
            }
        }
    }

    private static Change binding(int place, String kind, String message, Bump bump) {
        return new Change(JsonPointer.element(BINDINGS, place), Axis.BINDINGS, kind, message, bump, true);
    }

    private static Map<String, List<Integer>> byType(List<?> bindings, Set<Object> without) {
        Map<String, List<Integer>> byType = new HashMap<>();
        for (int i = 0; i < bindings.size(); i++) {
            if (bindings.get(i) instanceof Map<?, ?> binding && !without.contains(binding)) {
                byType.computeIfAbsent(String.valueOf(binding.get("type")), missing -> new ArrayList<>())
                        .add(i);
            }
        }
        return byType;
    }
}
