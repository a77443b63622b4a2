package org.actionregistry.compatibility;

import java.util.List;

/** Keywords about arrays. */
final class ArrayRules {
    private ArrayRules() {}

    static Relation compare(Sides sides) {
        return elements(sides)
                .or(NumberRules.atLeast(sides, "minItems", 0))
                .or(NumberRules.atMost(sides, "maxItems"))
                .or(uniqueness(sides))
                .or(contents(sides));
    }

    /** What the elements of an array must be: the first few each, the others alike. */
    private record Elements(List<SchemaNode> first, SchemaNode rest) {
        static Elements of(SchemaNode node) {
            if (node.get("items") instanceof List) {
                return new Elements(node.elements("items"), node.childOrAnything("additionalItems"));
            }
            boolean prefix = node.document().dialect() == Dialect.DRAFT_2020_12;
            return new Elements(prefix ? node.elements("prefixItems") : List.of(), node.childOrAnything("items"));
        }

        SchemaNode at(int index) {
            return index < first.size() ? first.get(index) : rest;
        }
    }

    private static Relation elements(Sides sides) {
        Elements old = Elements.of(sides.from());
        Elements now = Elements.of(sides.to());
        Relation relation = Relation.SAME;
        for (int i = 0; i < Math.max(old.first().size(), now.first().size()); i++) {
            relation = relation.or(sides.below(old.at(i), now.at(i)));
        }
        return relation.or(sides.below(old.rest(), now.rest()));
    }

    private static Relation uniqueness(Sides sides) {
        boolean old = Boolean.TRUE.equals(sides.old("uniqueItems"));
        boolean now = Boolean.TRUE.equals(sides.now("uniqueItems"));
        return sides.found(
                "uniqueItems",
                ValueRules.relation(now && !old, old && !now),
                () -> now ? "elements must differ now" : "elements may be equal now");
    }

    /** With a limit to how many elements match, admitting more of them is admitting fewer arrays. */
    private static Relation contents(Sides sides) {
        if (!sides.either("contains")) {
            return Relation.SAME;
        }
        if (!sides.from().has("contains") || !sides.to().has("contains")) {
            boolean added = sides.to().has("contains");
            return sides.found(
                    "contains",
                    added ? Relation.NARROWER : Relation.WIDER,
                    () -> added ? "some elements must be of a kind now" : "no elements must be of a kind any more");
        }
        Relation counts = NumberRules.atLeast(sides, "minContains", 1).or(NumberRules.atMost(sides, "maxContains"));
        SchemaNode old = sides.from().childOrAnything("contains");
        SchemaNode now = sides.to().childOrAnything("contains");
        if (!sides.either("maxContains")) {
            return counts.or(sides.below(old, now));
        }
        return counts.or(
                sides.comparison().compareApart(old, now).same()
                        ? Relation.SAME
                        : sides.found(
                                "contains", Relation.UNDECIDED, () -> "the elements that are counted have changed"));
    }
}
