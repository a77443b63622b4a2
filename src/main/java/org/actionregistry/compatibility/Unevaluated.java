package org.actionregistry.compatibility;

/**
 * {@code unevaluatedProperties} and {@code unevaluatedItems}: what they mean depends on all that stands beside them, so that
 * admitting more there may be admitting less here.
 */
final class Unevaluated {
    private static final String MEMBERS = "unevaluatedProperties";
    private static final String ELEMENTS = "unevaluatedItems";

    private Unevaluated() {}

    static boolean concerns(SchemaNode node) {
        return node.has(MEMBERS) || node.has(ELEMENTS);
    }

    static Relation compare(Sides sides) {
        SchemaNode old = evaluated(sides.from());
        SchemaNode now = evaluated(sides.to());
        boolean same =
                sides.comparison().compareApart(old, now).same() && same(sides, MEMBERS) && same(sides, ELEMENTS);
        Relation relation = sides.inPlace(old, now);
        return same
                ? relation
                : relation.or(sides.found(
                        sides.either(MEMBERS) ? MEMBERS : ELEMENTS,
                        Relation.UNDECIDED,
                        () -> "what is left unevaluated has changed, or what it is left by"));
    }

    private static SchemaNode evaluated(SchemaNode node) {
        return node.without(node.variant() + " evaluated", MEMBERS, ELEMENTS);
    }

    private static boolean same(Sides sides, String keyword) {
        return !sides.either(keyword)
                || sides.comparison()
                        .compareApart(
                                sides.from().childOrAnything(keyword),
                                sides.to().childOrAnything(keyword))
                        .same();
    }
}
