package org.actionregistry.http.contract;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the JSON Schemas (2020-12) of requests once, at boot. Knows the keywords the contract uses for requests and
 * refuses any other, so that none is ever silently not enforced.
 *
 * <p>The stock validators copy schemas and recompile patterns on each request.
 */
final class SchemaCompiler {
    private static final Set<String> KNOWN = Set.of(
            "$ref",
            "type",
            "enum",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "format",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "default");
    private static final Set<String> ANNOTATIONS = Set.of("title", "description", "example", "examples", "deprecated");
    /** RFC 3339, section 5.6: seconds are not optional, the offset is hours and minutes. */
    private static final Pattern RFC_3339 = Pattern.compile(
            "^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(?:[Zz]|[+-]\\d{2}:\\d{2})\\z");

    private final Map<String, @Nullable Object> document;
    private final List<String> references = new ArrayList<>();

    SchemaCompiler(Map<String, @Nullable Object> document) {
        this.document = document;
    }

    /**
     * Compiles a schema.
     *
     * @param where the schema's place in the contract, for messages
     * @throws IllegalStateException when the schema uses a keyword or form that is not enforced here
     */
    ValueRule compile(Map<String, @Nullable Object> schema, String where) {
        if (schema.get("$ref") instanceof String reference) {
            return compileReference(schema, reference, where);
        }
        for (String keyword : schema.keySet()) {
            if (!KNOWN.contains(keyword) && !ANNOTATIONS.contains(keyword) && !keyword.startsWith("x-")) {
                throw new IllegalStateException(where + ": the keyword '" + keyword + "' is not enforced on requests");
            }
        }
        List<ValueRule> keywords = new ArrayList<>();
        if (schema.get("enum") instanceof List<?> allowed) {
            keywords.add(enumRule(List.copyOf(allowed)));
        }
        addTextRules(schema, where, keywords);
        addBounds(schema, keywords);
        if (schema.containsKey("properties") || schema.containsKey("required") || isClosed(schema, where)) {
            keywords.add(objectRule(schema, where));
        }
        if (schema.containsKey("items") || schema.containsKey("minItems") || schema.containsKey("maxItems")) {
            keywords.add(arrayRule(schema, where));
        }
        return new SchemaRule(types(schema), List.copyOf(keywords));
    }

    private ValueRule compileReference(Map<String, @Nullable Object> schema, String reference, String where) {
        if (schema.size() > 1) {
            throw new IllegalStateException(where + ": keywords beside $ref are not enforced on requests");
        }
        if (references.contains(reference)) {
            throw new IllegalStateException(where + ": " + reference + " contains itself");
        }
        references.add(reference);
        ValueRule rule = compile(ContractDocument.resolve(document, reference), reference);
        references.remove(reference);
        return rule;
    }

    private static EnumSet<JsonType> types(Map<String, @Nullable Object> schema) {
        EnumSet<JsonType> types = EnumSet.noneOf(JsonType.class);
        Object declared = schema.get("type");
        if (declared instanceof List<?> words) {
            words.forEach(word -> types.add(JsonType.ofWord(String.valueOf(word))));
        } else if (declared != null) {
            types.add(JsonType.ofWord(declared.toString()));
        }
        return types;
    }

    private static ValueRule enumRule(List<Object> allowed) {
        String message = allowed.size() == 1 ? "should be " + allowed.get(0) : "should be one of " + allowed;
        return (value, place, found) -> {
            if (value == null || !allowed.contains(value)) {
                found.add(place, "enum", message);
            }
        };
    }

    private static void addTextRules(Map<String, @Nullable Object> schema, String where, List<ValueRule> keywords) {
        Object pattern = schema.get("pattern");
        if (pattern != null || schema.containsKey("minLength") || schema.containsKey("maxLength")) {
            Object says = schema.get("x-pattern-message");
            keywords.add(new TextRule(
                    count(schema, "minLength", 0),
                    count(schema, "maxLength", Integer.MAX_VALUE),
                    pattern == null ? null : pattern(pattern.toString(), where),
                    says == null ? "should match " + pattern : says.toString()));
        }
        Object format = schema.get("format");
        if ("date-time".equals(format)) {
            keywords.add(SchemaCompiler::checkTime);
        } else if (format != null) {
            throw new IllegalStateException(where + ": the format '" + format + "' is not enforced on requests");
        }
    }

    /**
     * Patterns of the contract are anchored on both sides. The final {@code $} becomes {@code \z}: to Java, {@code $} also
     * matches before a final line feed, to ECMA-262 (and so to JSON Schema) it does not.
     */
    private static Pattern pattern(String text, String where) {
        if (!text.startsWith("^") || !text.endsWith("$") || text.endsWith("\\$")) {
            throw new IllegalStateException(where + ": the pattern is not anchored by '^' and '$'");
        }
        return Pattern.compile(text.substring(0, text.length() - 1) + "\\z");
    }

    private static void checkTime(@Nullable Object value, String place, Violations found) {
        if (!(value instanceof String text)) {
            return;
        }
        try {
            if (RFC_3339.matcher(text).find() && OffsetDateTime.parse(text).getYear() > 0) {
                return;
            }
        } catch (DateTimeParseException e) {
            // Has the form, but is no time: 2026-02-30T00:00:00Z.
        }
        found.add(place, "format", "should be an RFC 3339 time such as 2026-03-01T12:00:00Z");
    }

    private static void addBounds(Map<String, @Nullable Object> schema, List<ValueRule> keywords) {
        if (schema.get("minimum") instanceof Number least) {
            keywords.add((value, place, found) -> {
                if (value instanceof Number number && number.doubleValue() < least.doubleValue()) {
                    found.add(place, "minimum", "should be at least " + least);
                }
            });
        }
        if (schema.get("maximum") instanceof Number most) {
            keywords.add((value, place, found) -> {
                if (value instanceof Number number && number.doubleValue() > most.doubleValue()) {
                    found.add(place, "maximum", "should be at most " + most);
                }
            });
        }
    }

    private static boolean isClosed(Map<String, @Nullable Object> schema, String where) {
        Object additional = schema.getOrDefault("additionalProperties", true);
        if (additional instanceof Boolean allowed) {
            return !allowed;
        }
        throw new IllegalStateException(where + ": a schema for additionalProperties is not enforced on requests");
    }

    private ObjectRule objectRule(Map<String, @Nullable Object> schema, String where) {
        Map<String, ValueRule> properties = new LinkedHashMap<>();
        ContractDocument.object(schema.getOrDefault("properties", Map.of())).forEach((name, property) -> {
            String place = where + "/properties/" + name;
            properties.put(name, compile(ContractDocument.object(property), place));
        });
        List<String> required = schema.get("required") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
        return new ObjectRule(properties, required, !isClosed(schema, where));
    }

    private ArrayRule arrayRule(Map<String, @Nullable Object> schema, String where) {
        return new ArrayRule(
                count(schema, "minItems", 0),
                count(schema, "maxItems", Integer.MAX_VALUE),
                Boolean.TRUE.equals(schema.get("uniqueItems")),
                compile(ContractDocument.object(schema.getOrDefault("items", Map.of())), where + "/items"));
    }

    private static int count(Map<String, @Nullable Object> schema, String keyword, int otherwise) {
        return schema.get(keyword) instanceof Number number ? number.intValue() : otherwise;
    }
}
