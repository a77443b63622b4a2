package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schema in its document.
 *
 * @param document where it stands
 * @param schema its keywords; {@code false} has those of a schema that admits nothing
 * @param origin what was read there: two nodes of one document are of the same schema when they have the same one
 * @param place where it is in the manifest
 * @param resource the schema with an {@code $id} around it, or the document: what its references start from
 * @param variant the empty string for the schema as it stands there; else which part of it this is
 */
record SchemaNode(
        SchemaDocument document,
        Map<String, @Nullable Object> schema,
        Object origin,
        Place place,
        SchemaDocument.Resource resource,
        String variant) {
    private static final Map<String, @Nullable Object> ANYTHING = Map.of();
    private static final Map<String, @Nullable Object> NOTHING = Map.of("not", Map.of());

    /** The schema without a keyword, as it would stand at a place. */
    SchemaNode anything(Place at) {
        return new SchemaNode(document, ANYTHING, ANYTHING, at, resource, "anything");
    }

    /** {@code false}, as it would stand at a place; each is told of by itself. */
    SchemaNode nothing(Place at) {
        return new SchemaNode(document, NOTHING, new Object(), at, resource, "nothing");
    }

    /** One keyword as a schema at a place, whose value stands there in another form. */
    SchemaNode restated(Place at, String keyword, Object value) {
        return new SchemaNode(document, Map.of(keyword, value), value, at, resource, keyword);
    }

    /** Some of its keywords as a schema of their own, without what is only for readers. */
    SchemaNode part(String name, Map<String, @Nullable Object> keywords) {
        return new SchemaNode(document, keywords, origin, place, resource, name);
    }

    /** Itself without some of its keywords. */
    SchemaNode without(String name, String... keywords) {
        Map<String, @Nullable Object> left = new LinkedHashMap<>(schema);
        left.keySet().removeAll(List.of(keywords));
        return part(name, left);
    }

    boolean whole() {
        return variant.isEmpty();
    }

    boolean has(String keyword) {
        return schema.containsKey(keyword);
    }

    @Nullable
    Object get(String keyword) {
        return schema.get(keyword);
    }

    Place place(String keyword) {
        return place.member(keyword);
    }

    /** The schema under a keyword. */
    Optional<SchemaNode> child(String keyword) {
        return document.node(schema.get(keyword), place(keyword), resource);
    }

    /** The schema under a keyword, or one that admits anything. */
    SchemaNode childOrAnything(String keyword) {
        return child(keyword).orElseGet(() -> anything(place(keyword)));
    }

    /** The schemas that a keyword has by name. */
    Map<String, SchemaNode> members(String keyword) {
        Map<String, SchemaNode> members = new LinkedHashMap<>();
        if (schema.get(keyword) instanceof Map<?, ?> byName) {
            Place around = place(keyword);
            byName.forEach((name, value) -> document.node(value, around.member((String) name), resource)
                    .ifPresent(node -> members.put((String) name, node)));
        }
        return members;
    }

    /** The schemas that a keyword has in a list. */
    List<SchemaNode> elements(String keyword) {
        List<SchemaNode> elements = new ArrayList<>();
        if (schema.get(keyword) instanceof List<?> list) {
            Place around = place(keyword);
            for (int i = 0; i < list.size(); i++) {
                document.node(list.get(i), around.element(i), resource).ifPresent(elements::add);
            }
        }
        return elements;
    }

    /** Whether it is known to admit nothing: {@code false} or {@code not: {}}. */
    boolean admitsNothing() {
        Object not = schema.get("not");
        return Boolean.TRUE.equals(not) || not instanceof Map<?, ?> map && map.isEmpty();
    }
}
