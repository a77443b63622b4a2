package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code properties}, {@code patternProperties} and {@code additionalProperties}: which members an object may have.
 *
 * <p>Patterns are never matched: whoever wrote the manifest chose them, and they may take forever. So a name that is not in
 * {@code properties} may meet any of them.
 *
 * <p>An object that says nothing of further members admits them, but promises nothing: one that is named there for the first
 * time is {@link Relation#NAMING}, and one that is named no longer is gone, though it is still admitted.
 */
final class MemberRules {
    private static final String FURTHER = "additionalProperties";
    private static final String PATTERNS = "patternProperties";

    private final Sides sides;
    private final Members old;
    private final Members now;

    private record Members(
            Map<String, SchemaNode> named, Map<String, SchemaNode> patterns, SchemaNode further, boolean open) {
        static Members of(SchemaNode node) {
            return new Members(
                    node.members("properties"),
                    node.members(PATTERNS),
                    node.childOrAnything(FURTHER),
                    !node.has(FURTHER) && !node.has(PATTERNS));
        }

        /** What a member that is not named may have to be: one of these, or several. */
        List<SchemaNode> unnamed() {
            List<SchemaNode> schemas = new ArrayList<>(patterns.values());
            schemas.add(further);
            return schemas;
        }

        /** What a member of any name may have to be. */
        List<SchemaNode> all() {
            List<SchemaNode> schemas = unnamed();
            schemas.addAll(named.values());
            return schemas;
        }
    }

    MemberRules(Sides sides) {
        this.sides = sides;
        this.old = Members.of(sides.from());
        this.now = Members.of(sides.to());
    }

    Relation compare() {
        Relation relation = further();
        for (String name : ObjectRules.union(old.named(), now.named())) {
            relation =
                    relation.or(member(name, old.named().get(name), now.named().get(name)));
        }
        for (String pattern : ObjectRules.union(old.patterns(), now.patterns())) {
            relation = relation.or(
                    pattern(pattern, old.patterns().get(pattern), now.patterns().get(pattern)));
        }
        return relation;
    }

    private Relation further() {
        if (!sides.either(FURTHER)) {
            return Relation.SAME;
        }
        if (old.further().admitsNothing() == now.further().admitsNothing()) {
            return sides.below(old.further(), now.further());
        }
        return now.further().admitsNothing()
                ? sides.found(FURTHER, Relation.NARROWER, () -> "members that are not named are refused now")
                : sides.found(FURTHER, Relation.WIDER, () -> "members that are not named are admitted now");
    }

    private Relation member(String name, @Nullable SchemaNode before, @Nullable SchemaNode after) {
        if (before != null && after != null) {
            return sides.below(before, after);
        }
        if (after != null) {
            Relation relation = old.open() && !after.admitsNothing()
                    ? Relation.NAMING
                    : against(old.unnamed().stream()
                            .map(each -> sides.weighBelow(each, after))
                            .toList());
            return sides.found(after.place(), "property-added", relation, () -> Excerpts.of(name) + " is named now");
        }
        if (before != null) {
            Relation relation = now.open()
                    ? Relation.DIFFERENT
                    : against(now.unnamed().stream()
                            .map(each -> sides.weighBelow(before, each))
                            .toList());
            return sides.found(
                    before.place(), "property-removed", relation, () -> Excerpts.of(name) + " is no longer named");
        }
        return Relation.SAME;
    }

    private static Relation against(List<Relation> each) {
        Relation all = each.stream().reduce(Relation.SAME, Relation::or);
        boolean agree = each.stream()
                .allMatch(one -> one.keepsAll() == all.keepsAll() && one.addsNothing() == all.addsNothing());
        return agree ? all : all.or(Relation.UNDECIDED);
    }

    private Relation pattern(String pattern, @Nullable SchemaNode before, @Nullable SchemaNode after) {
        if (before != null && after != null) {
            return sides.below(before, after);
        }
        if (after != null) {
            Relation relation = sides.weighBelow(old.further(), after);
            boolean holds = old.all().stream()
                    .allMatch(each -> sides.weighBelow(each, after).keepsAll());
            return sides.found(
                    after.place(),
                    "pattern-added",
                    holds || !relation.keepsAll() ? relation : relation.or(Relation.UNDECIDED),
                    () -> "members that match " + Excerpts.of(pattern) + " have a schema now");
        }
        if (before != null) {
            Relation relation = sides.weighBelow(before, now.further());
            boolean holds = now.all().stream()
                    .allMatch(each -> sides.weighBelow(before, each).addsNothing());
            return sides.found(
                    before.place(),
                    "pattern-removed",
                    holds || !relation.addsNothing() ? relation : relation.or(Relation.UNDECIDED),
                    () -> "members that match " + Excerpts.of(pattern) + " have no schema any more");
        }
        return Relation.SAME;
    }
}
