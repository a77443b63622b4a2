package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random JSON Schemas that are valid in draft 2020-12, small enough to admit much of what {@link RandomValues} makes, and
 * variations of them.
 */
final class RandomSchemas {
    private static final List<String> TYPES =
            List.of("null", "boolean", "string", "integer", "number", "array", "object");
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<String> MAPS = List.of("properties", "patternProperties", "dependentSchemas", "$defs");
    private static final List<String> LISTS = List.of("anyOf", "oneOf", "allOf", "prefixItems");
    private static final List<String> SINGLES = List.of(
            "items",
            "additionalProperties",
            "contains",
            "propertyNames",
            "not",
            "if",
            "then",
            "else",
            "unevaluatedProperties",
            "unevaluatedItems");

    private final Random random;

    /** Whether references must be about a part of the value: no validator ends with those that lead back to themselves. */
    private boolean below;

    RandomSchemas(Random random) {
        this.random = random;
    }

    /** A whole document; its definitions may refer to themselves. */
    Map<String, Object> document() {
        below = false;
        Map<String, Object> document = new LinkedHashMap<>(schema(3));
        below = true;
        Map<String, Object> definitions = new LinkedHashMap<>();
        definitions.put("p", schema(2));
        definitions.put("q", schema(1));
        document.put("$defs", definitions);
        return document;
    }

    private Object schemaOrBoolean(int depth) {
        return random.nextInt(12) == 0 ? (Object) (random.nextInt(3) > 0) : schema(depth);
    }

    private Map<String, Object> schema(int depth) {
        Map<String, Object> schema = new LinkedHashMap<>();
        int keywords = 1 + random.nextInt(3);
        if (random.nextInt(3) > 0) {
            schema.put("type", random.nextInt(3) == 0 ? twoTypes() : pick(TYPES));
        }
        for (int i = 0; i < keywords; i++) {
            if (depth > 0 && random.nextInt(2) == 0) {
                applicator(schema, depth - 1);
            } else {
                assertion(schema);
            }
        }
        return schema;
    }

    private List<String> twoTypes() {
        String first = pick(TYPES);
        String second = pick(TYPES);
        return first.equals(second) ? List.of(first) : List.of(first, second);
    }

    private void assertion(Map<String, Object> schema) {
        switch (random.nextInt(14)) {
            case 0 -> schema.put("enum", new ArrayList<>(List.of(scalar(), scalar(), "z" + random.nextInt(3))));
            case 1 -> schema.put("const", scalar());
            case 2 -> schema.put("minimum", number());
            case 3 -> schema.put("maximum", number());
            case 4 -> schema.put("exclusiveMinimum", number());
            case 5 -> schema.put("exclusiveMaximum", number());
            case 6 -> schema.put("multipleOf", (long) (1 + random.nextInt(4)));
            case 7 -> schema.put("minLength", count());
            case 8 -> schema.put("maxLength", count());
            case 9 -> schema.put(random.nextBoolean() ? "minItems" : "maxItems", count());
            case 10 -> schema.put(random.nextBoolean() ? "minProperties" : "maxProperties", count());
            case 11 -> schema.put("uniqueItems", random.nextBoolean());
            case 12 -> schema.put("pattern", random.nextBoolean() ? "^a" : "b");
            default -> schema.put("required", new ArrayList<>(List.of(pick(NAMES))));
        }
    }

    private void applicator(Map<String, Object> schema, int depth) {
        switch (random.nextInt(13)) {
            case 0, 1 -> schema.put("properties", named(depth));
            case 2 -> schema.put("additionalProperties", random.nextBoolean() ? false : schemaOrBoolean(depth));
            case 3 ->
                schema.put("patternProperties", new LinkedHashMap<>(Map.of(pick(List.of("^a", "b")), schema(depth))));
            case 4 -> schema.put("items", schemaOrBoolean(depth));
            case 5 -> schema.put("prefixItems", list(depth));
            case 6 -> schema.put("contains", schema(depth));
            case 7, 8 -> schema.put("anyOf", list(depth));
            case 9 -> schema.put(random.nextBoolean() ? "oneOf" : "allOf", list(depth));
            case 10 -> reference(schema);
            case 11 -> schema.put(random.nextBoolean() ? "not" : "propertyNames", schemaOrBoolean(depth));
            default -> {
                schema.put("if", schema(depth));
                schema.put(random.nextBoolean() ? "then" : "else", schema(depth));
            }
        }
    }

    private void reference(Map<String, Object> schema) {
        String target = pick(List.of("#/$defs/p", "#/$defs/q"));
        if (below) {
            schema.put("properties", new LinkedHashMap<>(Map.of(pick(NAMES), Map.of("$ref", target))));
        } else {
            schema.put("$ref", target);
        }
    }

    private Map<String, Object> named(int depth) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put(pick(NAMES), schemaOrBoolean(depth));
        named.put(pick(NAMES), schemaOrBoolean(depth));
        return named;
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            list.add(schemaOrBoolean(depth));
        }
        return list;
    }

    /** The same document with a few differences. */
    Map<String, Object> variation(Map<String, Object> document) {
        return vary(document, 2);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> vary(Map<String, Object> schema, int depth) {
        Map<String, Object> varied = new LinkedHashMap<>();
        schema.forEach((keyword, value) -> {
            if (!keyword.equals("$defs") && random.nextInt(16) == 0) {
                return;
            }
            if (MAPS.contains(keyword)) {
                Map<String, Object> members = new LinkedHashMap<>();
                ((Map<String, Object>) value).forEach((name, each) -> members.put(name, varyAny(each, depth)));
                varied.put(keyword, members);
            } else if (LISTS.contains(keyword)) {
                List<Object> elements = new ArrayList<>();
                ((List<Object>) value).forEach(each -> elements.add(varyAny(each, depth)));
                varied.put(keyword, elements);
            } else {
                varied.put(keyword, SINGLES.contains(keyword) ? varyAny(value, depth) : varyValue(value));
            }
        });
        if (random.nextInt(12) == 0) {
            schema(depth > 0 ? 1 : 0).forEach(varied::putIfAbsent);
        }
        return varied;
    }

    @SuppressWarnings("unchecked")
    private Object varyAny(Object schema, int depth) {
        if (schema instanceof Map<?, ?> map) {
            return random.nextInt(40) == 0 ? schemaOrBoolean(0) : vary((Map<String, Object>) map, depth - 1);
        }
        return random.nextInt(10) == 0 ? schemaOrBoolean(0) : schema;
    }

    private Object varyValue(Object value) {
        if (random.nextInt(6) > 0) {
            return value;
        }
        if (value instanceof Long number && number > 0) {
            return number + random.nextInt(3) - 1 == 0 ? 1L : number + random.nextInt(2);
        }
        if (value instanceof Boolean flag) {
            return !flag;
        }
        if (value instanceof List<?> list && list.size() > 1) {
            return new ArrayList<>(list.subList(0, list.size() - 1));
        }
        return value.equals("integer") ? "number" : value.equals("number") ? "integer" : value;
    }

    private Object scalar() {
        return pick(List.of("a", "b", "ab", 0L, 1L, 2L, 2.5, true, false));
    }

    private Object number() {
        return random.nextInt(4) == 0
                ? (Object) (random.nextInt(8) - 2 + 0.5)
                : (Object) (long) (random.nextInt(8) - 2);
    }

    private long count() {
        return random.nextInt(4);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
