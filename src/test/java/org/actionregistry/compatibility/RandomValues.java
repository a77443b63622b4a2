package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random values of the kind that {@link RandomSchemas} speak of: half of them made after a schema, half blindly. */
final class RandomValues {
    private static final List<Object> SCALARS = List.of(
            "", "a", "b", "ab", "ba", "abc", "z0", "z1", 0L, 1L, 2L, 3L, 4L, 6L, -1L, -2L, 0.5, 2.5, true, false);

    private final Random random;
    private final Map<String, Object> document;

    RandomValues(Random random, Map<String, Object> document) {
        this.random = random;
        this.document = document;
    }

    @Nullable
    Object next() {
        return random.nextBoolean() ? blind(2) : after(document, 6);
    }

    private @Nullable Object blind(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 8)) {
            case 0 -> null;
            case 1, 2, 3 -> SCALARS.get(random.nextInt(SCALARS.size()));
            case 4, 5 -> array(depth);
            default -> object(depth);
        };
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> array = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(blind(depth - 1));
        }
        return array;
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.put(List.of("a", "b", "c", "ab").get(random.nextInt(4)), blind(depth - 1));
        }
        return object;
    }

    private @Nullable Object after(@Nullable Object schema, int depth) {
        if (depth == 0 || !(schema instanceof Map<?, ?> keywords)) {
            return blind(1);
        }
        if (keywords.get("$ref") instanceof String reference
                && document.get("$defs") instanceof Map<?, ?> definitions
                && random.nextInt(4) > 0) {
            return after(definitions.get(reference.substring("#/$defs/".length())), depth - 1);
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            if (keywords.get(choice) instanceof List<?> branches && random.nextInt(3) > 0) {
                return after(branches.get(random.nextInt(branches.size())), depth - 1);
            }
        }
        if (keywords.containsKey("const") && random.nextInt(5) > 0) {
            return keywords.get("const");
        }
        if (keywords.get("enum") instanceof List<?> values && random.nextInt(5) > 0) {
            return values.get(random.nextInt(values.size()));
        }
        return ofType(keywords, depth);
    }

    private @Nullable Object ofType(Map<?, ?> keywords, int depth) {
        Object type = keywords.get("type");
        Object one = type instanceof List<?> types ? types.get(random.nextInt(types.size())) : type;
        if (keywords.containsKey("properties") && one == null || "object".equals(one)) {
            return objectAfter(keywords, depth);
        }
        if ("array".equals(one) || keywords.containsKey("items") || keywords.containsKey("prefixItems")) {
            return arrayAfter(keywords, depth);
        }
        if ("null".equals(one)) {
            return null;
        }
        return one == null ? blind(2) : SCALARS.get(random.nextInt(SCALARS.size()));
    }

    private Map<String, @Nullable Object> objectAfter(Map<?, ?> keywords, int depth) {
        Map<String, @Nullable Object> object = random.nextInt(3) == 0 ? object(1) : new LinkedHashMap<>();
        if (keywords.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, schema) -> {
                if (random.nextInt(4) > 0) {
                    object.put((String) name, after(schema, depth - 1));
                }
            });
        }
        if (keywords.get("required") instanceof List<?> required) {
            required.forEach(name -> object.putIfAbsent((String) name, blind(1)));
        }
        return object;
    }

    private List<@Nullable Object> arrayAfter(Map<?, ?> keywords, int depth) {
        List<@Nullable Object> array = new ArrayList<>();
        if (keywords.get("prefixItems") instanceof List<?> first) {
            first.forEach(schema -> array.add(after(schema, depth - 1)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            array.add(after(keywords.get("items"), depth - 1));
        }
        return array;
    }
}
