package org.actionregistry.compatibility;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keywords of JSON Schema by what they do. */
final class Keywords {
    /** Say where things are, and are followed from where they are used. */
    static final Set<String> STRUCTURE =
            Set.of("$id", "id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "$defs", "definitions");

    /** Decide which values are admitted. */
    static final Set<String> CONSTRAINTS = Set.of(
            "$ref",
            "$dynamicRef",
            "$recursiveRef",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "type",
            "enum",
            "const",
            "multipleOf",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "items",
            "prefixItems",
            "additionalItems",
            "contains",
            "minContains",
            "maxContains",
            "minItems",
            "maxItems",
            "uniqueItems",
            "unevaluatedItems",
            "properties",
            "patternProperties",
            "additionalProperties",
            "propertyNames",
            "required",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "unevaluatedProperties");

    /** Change nothing about which values are admitted, but what is done with them. */
    static final Set<String> BEHAVIOUR = Set.of("default", "deprecated", "readOnly", "writeOnly");

    /** Are only read. */
    static final Set<String> TEXTS = Set.of("title", "description", "examples", "$comment", "$schema");

    private static final Set<String> NOT_TEXT =
            Stream.of(STRUCTURE, CONSTRAINTS, BEHAVIOUR).flatMap(Set::stream).collect(Collectors.toSet());

    private Keywords() {}

    /** Whether it is one of {@link #TEXTS}, or not known here. */
    static boolean isText(String keyword) {
        return !NOT_TEXT.contains(keyword);
    }
}
