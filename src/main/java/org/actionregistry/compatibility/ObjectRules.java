package org.actionregistry.compatibility;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Keywords about objects, but for which members there may be: see {@link MemberRules}. */
final class ObjectRules {
    private ObjectRules() {}

    static Relation compare(Sides sides) {
        return new MemberRules(sides)
                .compare()
                .or(required(sides))
                .or(NumberRules.atLeast(sides, "minProperties", 0))
                .or(NumberRules.atMost(sides, "maxProperties"))
                .or(names(sides))
                .or(dependent(sides));
    }

    private static Relation required(Sides sides) {
        Map<String, Integer> old = required(sides.from(), sides);
        Map<String, Integer> now = required(sides.to(), sides);
        Relation relation = Relation.SAME;
        for (String name : union(old, now)) {
            if (!old.containsKey(name)) {
                Place place = sides.to().place("required").element(now.getOrDefault(name, 0));
                relation = relation.or(sides.found(
                        place, "required-added", Relation.NARROWER, () -> Excerpts.of(name) + " is required now"));
            } else if (!now.containsKey(name)) {
                Place place = sides.from().place("required").element(old.getOrDefault(name, 0));
                relation = relation.or(sides.found(
                        place, "required-removed", Relation.WIDER, () -> Excerpts.of(name) + " is no longer required"));
            }
        }
        return relation;
    }

    /** Each required name and its place in the list. */
    private static Map<String, Integer> required(SchemaNode node, Sides sides) {
        Map<String, Integer> names = new HashMap<>();
        if (node.get("required") instanceof List<?> list) {
            sides.comparison().work().spend(list.size());
            for (int i = 0; i < list.size(); i++) {
                names.putIfAbsent(String.valueOf(list.get(i)), i);
            }
        }
        return names;
    }

    private static Relation names(Sides sides) {
        return sides.either("propertyNames")
                ? sides.below(
                        sides.from().childOrAnything("propertyNames"),
                        sides.to().childOrAnything("propertyNames"))
                : Relation.SAME;
    }

    /** What the presence of a member demands of the object, under each of the three keywords that say so. */
    private static Relation dependent(Sides sides) {
        Relation relation = Relation.SAME;
        for (String keyword : List.of("dependentRequired", "dependentSchemas", "dependencies")) {
            Map<String, SchemaNode> old = demands(sides.from(), keyword);
            Map<String, SchemaNode> now = demands(sides.to(), keyword);
            for (String name : union(old, now)) {
                relation = relation.or(sides.inPlace(
                        old.getOrDefault(name, anything(sides.to(), keyword, name)),
                        now.getOrDefault(name, anything(sides.to(), keyword, name))));
            }
        }
        return relation;
    }

    private static SchemaNode anything(SchemaNode node, String keyword, String name) {
        return node.anything(node.place(keyword).member(name));
    }

    private static Map<String, SchemaNode> demands(SchemaNode node, String keyword) {
        Map<String, SchemaNode> demands = node.members(keyword);
        if (node.get(keyword) instanceof Map<?, ?> byName) {
            byName.forEach((name, value) -> {
                if (value instanceof List) {
                    Place place = node.place(keyword).member((String) name);
                    demands.put((String) name, node.restated(place, "required", value));
                }
            });
        }
        return demands;
    }

    /** The names of both, in order. */
    static Set<String> union(Map<String, ?> some, Map<String, ?> others) {
        Set<String> names = new TreeSet<>(some.keySet());
        names.addAll(others.keySet());
        return names;
    }
}
