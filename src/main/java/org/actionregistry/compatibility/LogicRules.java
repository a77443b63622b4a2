package org.actionregistry.compatibility;

import java.util.List;

/** {@code anyOf}, {@code oneOf}, {@code not}, {@code if} and its company, and what is true of values of any type. */
final class LogicRules {
    private LogicRules() {}

    static Relation compare(Sides sides) {
        return anyOf(sides).or(oneOf(sides)).or(not(sides)).or(condition(sides)).or(StringRules.notes(sides));
    }

    private static Relation anyOf(Sides sides) {
        return sides.either("anyOf")
                ? Alternatives.any(choices(sides.from(), "anyOf"), choices(sides.to(), "anyOf"), sides)
                : Relation.SAME;
    }

    private static Relation oneOf(Sides sides) {
        return sides.either("oneOf")
                ? Alternatives.one(choices(sides.from(), "oneOf"), choices(sides.to(), "oneOf"), sides)
                : Relation.SAME;
    }

    private static List<SchemaNode> choices(SchemaNode node, String keyword) {
        return node.has(keyword) ? node.elements(keyword) : List.of(node.anything(node.place(keyword)));
    }

    /** What is excluded is compared, and the answer turned round. */
    private static Relation not(Sides sides) {
        if (!sides.either("not")) {
            return Relation.SAME;
        }
        SchemaNode old = sides.from().child("not").orElseGet(() -> sides.to().nothing(sides.place("not")));
        SchemaNode now = sides.to().child("not").orElseGet(() -> sides.to().nothing(sides.place("not")));
        Relation relation = sides.comparison().compareApart(old, now).mirrored();
        return sides.found("not", relation, () -> "what is excluded has changed");
    }

    private static Relation condition(Sides sides) {
        if (!sides.either("if")) {
            return Relation.SAME;
        }
        if (!sides.from().has("if") || !sides.to().has("if")) {
            boolean added = sides.to().has("if");
            return sides.found(
                    "if",
                    added ? Relation.NARROWER : Relation.WIDER,
                    () -> added ? "a condition was added" : "a condition was removed");
        }
        SchemaNode old = sides.from().childOrAnything("if");
        SchemaNode now = sides.to().childOrAnything("if");
        if (!sides.comparison().compareApart(old, now).same()) {
            return sides.found("if", Relation.UNDECIDED, () -> "the condition has changed");
        }
        return sides.inPlace(sides.from().childOrAnything("then"), sides.to().childOrAnything("then"))
                .or(sides.inPlace(
                        sides.from().childOrAnything("else"), sides.to().childOrAnything("else")));
    }
}
