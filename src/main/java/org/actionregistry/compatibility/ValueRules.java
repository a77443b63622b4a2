package org.actionregistry.compatibility;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code type}, {@code enum} and {@code const}. */
final class ValueRules {
    private ValueRules() {}

    static Relation compare(Sides sides, Extent old, Extent now) {
        return types(sides, old, now).or(values(sides, old, now));
    }

    private static Relation types(Sides sides, Extent old, Extent now) {
        // Two lists of values say all that their types could.
        if (listed(sides) && old.values().isPresent() && now.values().isPresent()) {
            return Relation.SAME;
        }
        Relation relation = relation(
                !old.types().without(now.types()).isNone(),
                !now.types().without(old.types()).isNone());
        return sides.found("type", relation, () -> "the type was " + old.types() + " and is " + now.types());
    }

    private static Relation values(Sides sides, Extent old, Extent now) {
        if (!listed(sides)) {
            return Relation.SAME;
        }
        String keyword = keyword(sides);
        Optional<Set<@Nullable Object>> before = old.values();
        Optional<Set<@Nullable Object>> after = now.values();
        if (before.isEmpty()) {
            return sides.found(
                    keyword,
                    Relation.NARROWER,
                    () -> "only these values are left: " + Excerpts.ofAll(after.orElseThrow()));
        }
        if (after.isEmpty()) {
            return sides.found(
                    keyword,
                    Relation.WIDER,
                    () -> "any value is admitted, no longer only " + Excerpts.ofAll(before.get()));
        }
        Set<@Nullable Object> gone = less(before.get(), after.get());
        Set<@Nullable Object> fresh = less(after.get(), before.get());
        Relation relation = relation(!gone.isEmpty(), !fresh.isEmpty());
        return sides.found(keyword, relation, () -> changed(gone, fresh));
    }

    private static boolean listed(Sides sides) {
        return sides.either("enum") || sides.either("const");
    }

    private static String keyword(Sides sides) {
        boolean enumerated = sides.to().has("enum")
                || !sides.to().has("const") && sides.from().has("enum");
        return enumerated ? "enum" : "const";
    }

    private static String changed(Set<@Nullable Object> gone, Set<@Nullable Object> fresh) {
        String removed = "values removed: " + Excerpts.ofAll(gone);
        String added = "values added: " + Excerpts.ofAll(fresh);
        return fresh.isEmpty() ? removed : gone.isEmpty() ? added : removed + "; " + added;
    }

    private static Set<@Nullable Object> less(Set<@Nullable Object> some, Set<@Nullable Object> others) {
        Set<@Nullable Object> left = new HashSet<>(some);
        left.removeIf(others::contains);
        return left;
    }

    static Relation relation(boolean narrower, boolean wider) {
        Relation relation = narrower ? Relation.NARROWER : Relation.SAME;
        return wider ? relation.or(Relation.WIDER) : relation;
    }
}
