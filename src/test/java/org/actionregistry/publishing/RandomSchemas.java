package org.actionregistry.publishing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random documents that look like JSON Schemas of any draft: most members are right, and with {@code faults} above 0 some have a value
 * that another keyword, or none, would take. Valid in one dialect they may be wrong in another.
 */
final class RandomSchemas {
    private static final String[] SCHEMAS = {
        "additionalProperties",
        "propertyNames",
        "contains",
        "not",
        "if",
        "then",
        "else",
        "additionalItems",
        "unevaluatedItems",
        "unevaluatedProperties",
        "contentSchema",
        "items"
    };
    private static final String[] SCHEMAS_BY_NAME = {
        "properties", "patternProperties", "$defs", "definitions", "dependentSchemas"
    };
    private static final String[] SCHEMA_LISTS = {"allOf", "anyOf", "oneOf", "prefixItems", "items"};
    private static final String[] COUNTS = {
        "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"
    };
    private static final String[] NUMBERS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"
    };
    private static final String[] FLAGS = {
        "uniqueItems", "readOnly", "writeOnly", "deprecated", "$recursiveAnchor", "exclusiveMinimum", "exclusiveMaximum"
    };
    private static final String[] TEXTS = {
        "title",
        "description",
        "format",
        "$comment",
        "contentMediaType",
        "contentEncoding",
        "$id",
        "id",
        "$ref",
        "$dynamicRef",
        "$recursiveRef",
        "$anchor",
        "$dynamicAnchor",
        "$schema",
        "pattern"
    };
    private static final String[] PLAIN_VALUES = {"default", "const", "enum", "examples", "x-own", "type", "required"};
    private static final String[] WORDS = {
        "array",
        "boolean",
        "integer",
        "null",
        "number",
        "object",
        "string",
        "strnig",
        "",
        "#",
        "#/$defs/a",
        "#a",
        "#/definitions/a%20b",
        "#/a b",
        "https://example.com/a.json",
        "https://json-schema.org/draft/2020-12/schema",
        "http://json-schema.org/draft-07/schema#",
        "https://example.com/#a",
        "urn:a:b",
        "a/b",
        "^[a-z]+$",
        "[",
        "a{2,1}",
        "(?<n>a)\\k<n>",
        "a\\Z",
        "\\p{L}",
        "\\d{3}\\z",
        "(",
        "_x",
        "1x",
        "a:b",
        "http://[",
        "date-time",
        "\u00e4",
        "https://e.org/%zz",
        "http://a..b/",
        "http:///",
        "https://e.org/a//b",
        "http://e.org/#\n",
        "#\n",
        "a\n"
    };
    private static final Object[] SCALARS = {
        0L, 1L, 7L, -1L, 2.5, 1e300, -0.5, 5e-324, 3.0, true, false, Long.MAX_VALUE, "integer", "a", "#", ""
    };

    private final Random random;
    private final int faults;

    /** @param faults of a hundred values, how many are drawn blindly */
    RandomSchemas(long seed, int faults) {
        this.random = new Random(seed);
        this.faults = faults;
    }

    Map<String, @Nullable Object> next() {
        return schema(4);
    }

    private Map<String, @Nullable Object> schema(int depth) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            add(schema, depth);
        }
        return schema;
    }

    private void add(Map<String, @Nullable Object> schema, int depth) {
        int kind = random.nextInt(depth == 0 ? 5 : 9);
        String keyword = pick(
                switch (kind) {
                    case 0 -> COUNTS;
                    case 1 -> NUMBERS;
                    case 2 -> FLAGS;
                    case 3 -> TEXTS;
                    case 4 -> PLAIN_VALUES;
                    case 5 -> SCHEMAS;
                    case 6 -> SCHEMA_LISTS;
                    default -> SCHEMAS_BY_NAME;
                });
        schema.put(keyword, random.nextInt(100) < faults ? anything(depth) : value(kind, keyword, depth));
    }

    private @Nullable Object value(int kind, String keyword, int depth) {
        return switch (kind) {
            case 0 -> (long) random.nextInt(10);
            case 1 -> random.nextBoolean() ? (Object) (1L + random.nextInt(10)) : (Object) (random.nextInt(9) + 0.5);
            case 2 -> random.nextBoolean();
            case 3 -> text(keyword);
            case 4 -> plain(keyword);
            case 5 -> random.nextInt(5) == 0 ? (Object) random.nextBoolean() : schema(depth - 1);
            case 6 -> List.of(schema(depth - 1), schema(depth - 1));
            default -> byName(depth);
        };
    }

    private String text(String keyword) {
        return switch (keyword) {
            case "$id", "id", "$schema" -> "https://example.com/a";
            case "$ref", "$dynamicRef", "$recursiveRef" -> "#/$defs/a";
            case "pattern" -> "^[a-z]+$";
            default -> "date";
        };
    }

    private Object plain(String keyword) {
        return switch (keyword) {
            case "type" -> random.nextBoolean() ? WORDS[random.nextInt(7)] : List.of("string", "null");
            case "required" -> List.of("a", "b");
            default -> List.of(SCALARS[random.nextInt(SCALARS.length)], "b");
        };
    }

    private Map<String, Object> byName(int depth) {
        Map<String, Object> schemas = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            schemas.put(random.nextInt(100) < faults ? pick(WORDS) : "a" + i, schema(depth - 1));
        }
        return schemas;
    }

    private @Nullable Object anything(int depth) {
        return switch (random.nextInt(7)) {
            case 0 -> null;
            case 1 -> scalars();
            case 2 -> pick(WORDS);
            case 3 -> depth == 0 ? Map.of() : byName(depth);
            case 4 -> depth == 0 ? List.of() : List.of(schema(depth - 1));
            case 5 -> Map.of(pick(WORDS), scalars());
            default -> SCALARS[random.nextInt(SCALARS.length)];
        };
    }

    private List<Object> scalars() {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(random.nextBoolean() ? pick(WORDS) : SCALARS[random.nextInt(SCALARS.length)]);
        }
        return values;
    }

    private String pick(String[] words) {
        return words[random.nextInt(words.length)];
    }
}
