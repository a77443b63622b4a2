package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A schema as the parts that must all hold of a value: its own keywords, what it refers to, and what is in its
 * {@code allOf}. None of them has a reference or an {@code allOf} of its own, but for those that ask what the rest of them leaves
 * unevaluated.
 */
final class Conjuncts {
    private static final List<String> PARTED = List.of("$ref", "allOf", "$dynamicRef", "$recursiveRef");

    private final WorkLimit work;
    private final List<SchemaNode> parts = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean known = true;

    private Conjuncts(WorkLimit work) {
        this.work = work;
    }

    /** Empty when a reference leads nowhere, depends on the way that led to it, or too far. */
    static Optional<List<SchemaNode>> of(SchemaNode node, WorkLimit work) {
        if (PARTED.stream().noneMatch(node::has)) {
            return Optional.of(List.of(node));
        }
        Conjuncts conjuncts = new Conjuncts(work);
        conjuncts.add(node, 0);
        if (!conjuncts.known) {
            return Optional.empty();
        }
        return Optional.of(
                conjuncts.parts.isEmpty() ? List.of(node.part(node.variant() + " own", Map.of())) : conjuncts.parts);
    }

    private void add(SchemaNode node, int depth) {
        work.spend(1);
        if (depth == WorkLimit.NESTING || work.exhausted() || dynamic(node)) {
            known = false;
            return;
        }
        if (!seen.add(node.origin())) {
            return;
        }
        if (depth > 0 && Unevaluated.concerns(node)) {
            parts.add(node);
            return;
        }
        boolean refers = false;
        if (node.get("$ref") instanceof String reference) {
            refers = true;
            Optional<SchemaNode> target = node.document().resolve(node, reference);
            target.ifPresentOrElse(found -> add(found, depth + 1), () -> known = false);
            if (node.document().dialect().referencesStandAlone()) {
                return;
            }
        }
        List<SchemaNode> all = node.elements("allOf");
        if (refers || !all.isEmpty()) {
            all.forEach(each -> add(each, depth + 1));
            SchemaNode own = node.without(node.variant() + " own", "$ref", "allOf");
            if (constrains(own)) {
                parts.add(own);
            }
        } else if (depth == 0 || constrains(node)) {
            parts.add(node);
        }
    }

    private static boolean constrains(SchemaNode node) {
        return node.schema().keySet().stream().anyMatch(Keywords.CONSTRAINTS::contains);
    }

    private static boolean dynamic(SchemaNode node) {
        return node.has("$dynamicRef") || node.has("$recursiveRef");
    }
}
