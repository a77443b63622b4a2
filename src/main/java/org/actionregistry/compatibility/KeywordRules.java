package org.actionregistry.compatibility;

import java.util.List;
import java.util.Optional;

/** Compares schemas without references and {@code allOf}. */
final class KeywordRules {
    private KeywordRules() {}

    static Relation compare(Sides sides) {
        if (sides.from().admitsNothing() || sides.to().admitsNothing()) {
            return withNothing(sides);
        }
        Optional<List<SchemaNode>> old =
                Unions.branches(sides.from(), sides.comparison().work());
        Optional<List<SchemaNode>> now =
                Unions.branches(sides.to(), sides.comparison().work());
        if (old.isPresent() || now.isPresent()) {
            return Alternatives.any(
                    old.orElseGet(() -> Unions.split(sides.from())),
                    now.orElseGet(() -> Unions.split(sides.to())),
                    sides);
        }
        return byKeyword(sides);
    }

    private static Relation withNothing(Sides sides) {
        if (sides.from().admitsNothing() && sides.to().admitsNothing()) {
            return Relation.SAME;
        }
        if (sides.to().admitsNothing()) {
            return sides.found(sides.to().place(), "schema-narrowed", Relation.NARROWER, () -> "no value is admitted");
        }
        return sides.found(
                sides.to().place(), "schema-widened", Relation.WIDER, () -> "values are admitted where none was");
    }

    /** Rules for a type count only where both schemas admit it: where one does not, the types themselves differ. */
    private static Relation byKeyword(Sides sides) {
        Extent old = Extent.of(sides.from(), sides.comparison().work());
        Extent now = Extent.of(sides.to(), sides.comparison().work());
        Relation relation = ValueRules.compare(sides, old, now);
        Types common = old.types().and(now.types());
        if (common.meets(Types.NUMBER)) {
            relation = relation.or(NumberRules.compare(sides, common));
        }
        if (common.meets(Types.STRING)) {
            relation = relation.or(StringRules.compare(sides));
        }
        if (common.meets(Types.ARRAY)) {
            relation = relation.or(ArrayRules.compare(sides));
        }
        if (common.meets(Types.OBJECT)) {
            relation = relation.or(ObjectRules.compare(sides));
        }
        return relation.or(LogicRules.compare(sides));
    }
}
