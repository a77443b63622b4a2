package org.actionregistry.compatibility;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Two schemas that are compared keyword by keyword; neither has a reference or an {@code allOf}. */
record Sides(SchemaNode from, SchemaNode to, SchemaComparison comparison, Findings findings) {
    @Nullable
    Object old(String keyword) {
        return from.get(keyword);
    }

    @Nullable
    Object now(String keyword) {
        return to.get(keyword);
    }

    boolean either(String keyword) {
        return from.has(keyword) || to.has(keyword);
    }

    /** In the later document where the keyword is there, else in the earlier one. */
    Place place(String keyword) {
        return to.has(keyword) ? to.place(keyword) : from.has(keyword) ? from.place(keyword) : to.place();
    }

    /** Notes what a keyword has come to, unless that is nothing. */
    Relation found(String keyword, Relation relation, Supplier<String> message) {
        return relation.same() || !findings.kept()
                ? relation
                : found(place(keyword), Kinds.of(keyword, relation.word()), relation, message);
    }

    Relation found(Place place, String kind, Relation relation, Supplier<String> message) {
        if (!relation.same()) {
            findings.add(place, kind, message, Finding.Reach.of(relation));
        }
        return relation;
    }

    /** Of a keyword with a value that is shown as it is. */
    Relation valued(String keyword, Relation relation) {
        return found(keyword, relation, () -> Kinds.sentence(keyword, shown(from, keyword), shown(to, keyword)));
    }

    private static Optional<String> shown(SchemaNode node, String keyword) {
        return node.has(keyword) ? Optional.of(Excerpts.of(node.get(keyword))) : Optional.empty();
    }

    /** Two schemas about the same value. */
    Relation inPlace(SchemaNode old, SchemaNode now) {
        return comparison.compare(old, now, findings);
    }

    /** Two schemas about the same part of a value. */
    Relation below(SchemaNode old, SchemaNode now) {
        return comparison.compareBelow(old, now, findings);
    }

    /** As {@link #below}, without telling of it. */
    Relation weighBelow(SchemaNode old, SchemaNode now) {
        return comparison.compareBelow(old, now, Findings.none());
    }
}
