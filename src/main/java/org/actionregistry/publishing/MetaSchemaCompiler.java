package org.actionregistry.publishing;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a meta-schema once, so that a schema that plainly is valid is recognised in one walk over its members: the full
 * validator interprets each of its vocabularies again for every value, and was half the cost of a publish.
 *
 * <p>Knows the keywords that the meta-schemas of drafts 4 to 2020-12 use and refuses any other, so that none is ever
 * silently not enforced. Where it must choose it asks for more than the meta-schema does: the full validator has the last word.
 */
final class MetaSchemaCompiler {
    private static final Set<String> ANNOTATIONS = Set.of(
            "$schema",
            "$id",
            "id",
            "$vocabulary",
            "$comment",
            "$dynamicAnchor",
            "$recursiveAnchor",
            "$defs",
            "definitions",
            "title",
            "description",
            "default",
            "deprecated");

    private final URI root;
    private final Function<URI, Map<String, @Nullable Object>> documents;
    private final Map<URI, Reference> references = new HashMap<>();

    private MetaSchemaCompiler(URI root, Function<URI, Map<String, @Nullable Object>> documents) {
        this.root = root;
        this.documents = documents;
    }

    /**
     * Compiles the meta-schema {@code root}.
     *
     * @param documents the document at an absolute URI without fragment
     * @throws IllegalStateException when a keyword or reference is not understood
     */
    static MetaSchemaRule compile(URI root, Function<URI, Map<String, @Nullable Object>> documents) {
        return new MetaSchemaCompiler(root, documents).reference(root);
    }

    /** What a {@code $ref} leads to. Meta-schemas describe themselves, so it may be in use before it is compiled. */
    private static final class Reference implements MetaSchemaRule {
        private @Nullable MetaSchemaRule target;

        @Override
        public boolean admits(@Nullable Object value) {
            return Objects.requireNonNull(target).admits(value);
        }
    }

    private Reference reference(URI to) {
        Reference known = references.get(to);
        if (known != null) {
            return known;
        }
        Reference reference = new Reference();
        references.put(to, reference);
        reference.target = compile(find(to), to);
        return reference;
    }

    private @Nullable Object find(URI place) {
        Object found = documents.apply(withoutFragment(place));
        String fragment = place.getFragment();
        if (fragment == null || fragment.isEmpty()) {
            return found;
        }
        for (String name : fragment.substring(1).split("/", -1)) {
            found = found instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return found;
    }

    private static URI withoutFragment(URI uri) {
        return URI.create(uri.toString().replaceFirst("#.*$", ""));
    }

    private MetaSchemaRule compile(@Nullable Object schema, URI base) {
        if (schema instanceof Boolean verdict) {
            return value -> verdict;
        }
        // A set: each of the vocabularies of 2020-12 repeats the types of the whole.
        Set<MetaSchemaRule> keywords = new LinkedHashSet<>();
        Map<String, List<MetaSchemaRule>> properties = new HashMap<>();
        gather(schema, base, keywords, properties);
        if (!properties.isEmpty()) {
            keywords.add(MetaSchemaKeywords.properties(properties));
        }
        return MetaSchemaKeywords.all(keywords);
    }

    /** Adds what {@code schema} asks for, with all its {@code allOf}, so that one look at a member asks all vocabularies. */
    private void gather(
            @Nullable Object schema,
            URI base,
            Set<MetaSchemaRule> keywords,
            Map<String, List<MetaSchemaRule>> properties) {
        Map<?, ?> object = object(schema, base);
        object.forEach((key, value) -> {
            String keyword = (String) key;
            switch (keyword) {
                case "properties" ->
                    object(value, base)
                            .forEach((name, property) -> properties
                                    .computeIfAbsent((String) name, missing -> new ArrayList<>())
                                    .add(compile(property, base)));
                case "allOf" -> list(value, base).forEach(part -> gatherPart(part, base, keywords, properties));
                default -> {
                    if (!ANNOTATIONS.contains(keyword)) {
                        keywords.add(keyword(keyword, value, object, base));
                    }
                }
            }
        });
    }

    private void gatherPart(
            @Nullable Object part,
            URI base,
            Set<MetaSchemaRule> keywords,
            Map<String, List<MetaSchemaRule>> properties) {
        if (object(part, base).get("$ref") instanceof String target
                && object(part, base).size() == 1) {
            URI to = base.resolve(target);
            gather(find(to), to, keywords, properties);
        } else {
            gather(part, base, keywords, properties);
        }
    }

    private MetaSchemaRule keyword(String keyword, @Nullable Object value, Map<?, ?> schema, URI base) {
        return switch (keyword) {
            case "$ref" -> reference(base.resolve((String) Objects.requireNonNull(value)));
            // Each vocabulary refers to what extends it, which is the whole.
            case "$dynamicRef", "$recursiveRef" -> reference(root);
            case "type" ->
                MetaSchemaKeywords.type(value instanceof List<?> types ? List.copyOf(types) : List.of(value));
            case "enum" -> MetaSchemaKeywords.oneOf(list(value, base));
            case "anyOf" ->
                MetaSchemaKeywords.any(list(value, base).stream()
                        .map(part -> compile(part, base))
                        .toList());
            case "items" -> MetaSchemaKeywords.items(compile(value, base));
            case "minItems" -> MetaSchemaKeywords.minItems(number(value, base));
            case "uniqueItems" -> MetaSchemaKeywords.distinctTexts();
            case "additionalProperties" -> {
                if (schema.containsKey("properties")) {
                    throw new IllegalStateException(
                            base + ": additionalProperties beside properties is not understood");
                }
                yield MetaSchemaKeywords.members(compile(value, base));
            }
            case "propertyNames" -> MetaSchemaKeywords.names(compile(value, base));
            case "dependencies" -> MetaSchemaKeywords.dependencies(object(value, base));
            case "minimum" ->
                MetaSchemaKeywords.minimum(number(value, base), Boolean.TRUE.equals(schema.get("exclusiveMinimum")));
            // In draft 4 a boolean, which says how to read minimum.
            case "exclusiveMinimum" ->
                value instanceof Boolean ? any -> true : MetaSchemaKeywords.minimum(number(value, base), true);
            case "pattern" -> MetaSchemaKeywords.pattern((String) Objects.requireNonNull(value));
            case "format" -> MetaSchemaKeywords.format((String) Objects.requireNonNull(value));
            default -> throw new IllegalStateException(base + ": the keyword '" + keyword + "' is not understood");
        };
    }

    private static Map<?, ?> object(@Nullable Object value, URI base) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new IllegalStateException(base + ": an object should be in the place of " + value);
    }

    private static List<?> list(@Nullable Object value, URI base) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalStateException(base + ": an array should be in the place of " + value);
    }

    private static double number(@Nullable Object value, URI base) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalStateException(base + ": a number should be in the place of " + value);
    }
}
