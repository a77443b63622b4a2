package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Schemas that are nothing but a choice, so that {@code anyOf} and a list of types can be compared with each other. */
final class Unions {
    private Unions() {}

    /** The branches of a schema whose only constraint is {@code anyOf}, or {@code oneOf} with branches that exclude each other. */
    static Optional<List<SchemaNode>> branches(SchemaNode node, WorkLimit work) {
        if (!node.has("anyOf") && !node.has("oneOf")) {
            return Optional.empty();
        }
        List<String> constraints = node.schema().keySet().stream()
                .filter(Keywords.CONSTRAINTS::contains)
                .toList();
        if (constraints.equals(List.of("anyOf"))) {
            return Optional.of(flat(node.elements("anyOf"), work));
        }
        if (constraints.equals(List.of("oneOf"))) {
            List<SchemaNode> branches = node.elements("oneOf");
            return Exclusion.amongAll(branches, work) ? Optional.of(flat(branches, work)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static List<SchemaNode> flat(List<SchemaNode> branches, WorkLimit work) {
        work.spend(branches.size());
        List<SchemaNode> flat = new ArrayList<>();
        branches.forEach(branch -> flat.addAll(branches(branch, work).orElse(List.of(branch))));
        return flat;
    }

    /** A schema as branches with one type each, without what it says to its readers. */
    static List<SchemaNode> split(SchemaNode node) {
        Map<String, @Nullable Object> constraints = new LinkedHashMap<>(node.schema());
        constraints.keySet().retainAll(Keywords.CONSTRAINTS);
        if (!(node.get("type") instanceof List<?> types) || types.size() < 2) {
            return List.of(node.whole() ? node.part("bare", constraints) : node);
        }
        return types.stream()
                .map(type -> {
                    Map<String, @Nullable Object> branch = new LinkedHashMap<>(constraints);
                    branch.put("type", type);
                    return node.part(node.variant() + " " + type, branch);
                })
                .toList();
    }
}
