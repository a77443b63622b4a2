package org.actionregistry.compatibility;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code type}, {@code enum} and {@code const} leave of all values.
 *
 * @param types the types there are among them
 * @param values all of them, where they are listed, or none but {@code null} and booleans
 */
record Extent(Types types, Optional<Set<@Nullable Object>> values) {
    /** Of a schema's own keywords; the size of its lists is work. */
    static Extent of(SchemaNode node, WorkLimit work) {
        Types declared = Types.declared(node.get("type"));
        Optional<Set<@Nullable Object>> listed = listed(node, work);
        if (listed.isEmpty()) {
            return new Extent(declared, few(declared));
        }
        Set<@Nullable Object> values = listed.get();
        values.removeIf(value -> !declared.meets(Types.of(value)));
        return new Extent(Types.ofAll(values), listed);
    }

    private static Optional<Set<@Nullable Object>> listed(SchemaNode node, WorkLimit work) {
        Optional<Set<@Nullable Object>> listed = Optional.empty();
        if (node.get("enum") instanceof List<?> choices) {
            work.spend(choices.size());
            listed = Optional.of(new HashSet<>(choices));
        }
        if (node.has("const")) {
            Object only = node.get("const");
            boolean possible = listed.isEmpty() || listed.get().contains(only);
            listed = Optional.of(possible ? new HashSet<>(Arrays.asList(only)) : new HashSet<>());
        }
        return listed;
    }

    /** Types that have so few values that each can be listed. */
    private static Optional<Set<@Nullable Object>> few(Types types) {
        if (types.isNone() || types.meets(Types.ALL.without(Types.NULL.or(Types.BOOLEAN)))) {
            return Optional.empty();
        }
        Set<@Nullable Object> values = new HashSet<>();
        if (types.meets(Types.NULL)) {
            values.add(null);
        }
        if (types.meets(Types.BOOLEAN)) {
            values.add(true);
            values.add(false);
        }
        return Optional.of(values);
    }

    boolean meets(Types wanted) {
        return types.meets(wanted);
    }

    /** Whether no value is in both. */
    boolean excludes(Extent other) {
        if (!types.meets(other.types)) {
            return true;
        }
        return values.isPresent()
                && other.values.isPresent()
                && values.get().stream().noneMatch(other.values.get()::contains);
    }
}
