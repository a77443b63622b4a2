package org.actionregistry.compatibility;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One schema of a manifest as a whole: what references are resolved in. */
final class SchemaDocument {
    private final Dialect dialect;
    private final Resource root;
    private @Nullable Anchors anchors;

    /** A schema that JSON Pointers in references start from. */
    record Resource(Map<String, @Nullable Object> schema, Place place) {}

    private SchemaDocument(Map<String, @Nullable Object> schema, Place place) {
        this.dialect = Dialect.named(schema.get("$schema"));
        this.root = new Resource(schema, place);
    }

    /** The node of a whole schema that stands at a place of a manifest. */
    static SchemaNode read(Map<String, @Nullable Object> schema, Place place) {
        SchemaDocument document = new SchemaDocument(schema, place);
        return new SchemaNode(document, schema, schema, place, document.root, "");
    }

    Dialect dialect() {
        return dialect;
    }

    /** A value as a schema, where it is one. */
    @SuppressWarnings("unchecked") // StrictJson makes no other kind of map
    Optional<SchemaNode> node(@Nullable Object value, Place place, Resource around) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> schema = (Map<String, @Nullable Object>) map;
            return Optional.of(new SchemaNode(this, schema, schema, place, within(schema, place, around), ""));
        }
        if (value instanceof Boolean admits) {
            SchemaNode base = new SchemaNode(this, Map.of(), value, place, around, "");
            return Optional.of(admits ? base.anything(place) : base.nothing(place));
        }
        return Optional.empty();
    }

    private Resource within(Map<String, @Nullable Object> schema, Place place, Resource around) {
        Object id = schema.get(dialect.identifier());
        return id instanceof String uri && !uri.startsWith("#") ? new Resource(schema, place) : around;
    }

    /** What a reference in {@code node} means; empty when it leaves the document, or leads nowhere. */
    Optional<SchemaNode> resolve(SchemaNode node, String reference) {
        if (!reference.startsWith("#")) {
            return Optional.empty();
        }
        Optional<String> fragment = PercentDecoded.of(reference.substring(1));
        if (fragment.isEmpty()) {
            return Optional.empty();
        }
        String target = fragment.get();
        if (target.isEmpty()) {
            return follow(node.resource(), List.of());
        }
        if (target.startsWith("/")) {
            return follow(node.resource(), steps(target));
        }
        if (anchors == null) {
            anchors = Anchors.in(root.schema());
        }
        return anchors.steps(target).flatMap(steps -> follow(root, steps));
    }

    /** RFC 6901, section 4. */
    private static List<String> steps(String pointer) {
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private Optional<SchemaNode> follow(Resource from, List<String> steps) {
        Object value = from.schema();
        Place place = from.place();
        Resource around = from;
        for (String step : steps) {
            if (value instanceof Map<?, ?> map) {
                value = map.get(step);
            } else if (value instanceof List<?> list) {
                value = index(step, list.size()).map(list::get).orElse(null);
            } else {
                return Optional.empty();
            }
            place = place.member(step);
            around = node(value, place, around).map(SchemaNode::resource).orElse(around);
        }
        return node(value, place, around);
    }

    private static Optional<Integer> index(String text, int size) {
        if (!text.matches("0|[1-9][0-9]{0,5}")) {
            return Optional.empty();
        }
        int index = Integer.parseInt(text);
        return index < size ? Optional.of(index) : Optional.empty();
    }
}
