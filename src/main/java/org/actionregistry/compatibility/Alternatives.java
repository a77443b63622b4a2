package org.actionregistry.compatibility;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Compares lists of schemas of which a value must match any, or all, whatever their order.
 *
 * <p>Of any, nothing is lost when each of the earlier ones is contained in one of the later ones. Of all, nothing is lost when
 * each of the later ones contains one of the earlier ones.
 */
final class Alternatives {
    private final List<SchemaNode> old;
    private final List<SchemaNode> now;
    private final Sides sides;
    private final Pairing pairing;

    private Alternatives(List<SchemaNode> old, List<SchemaNode> now, Sides sides, boolean apart) {
        this.old = old;
        this.now = now;
        this.sides = sides;
        this.pairing = new Pairing(old, now, sides.comparison(), apart);
    }

    static Relation any(List<SchemaNode> old, List<SchemaNode> now, Sides sides) {
        Alternatives any = new Alternatives(old, now, sides, false);
        Map<Integer, Relation> lost = any.oldOnes(Relation::keepsAll, Relation.NARROWER);
        Map<Integer, Relation> fresh = any.newOnes(Relation::addsNothing, Relation.WIDER);
        any.tell(
                lost,
                "alternative-removed",
                "an alternative is gone",
                fresh,
                "alternative-added",
                "an alternative is new");
        return sum(lost).or(sum(fresh));
    }

    static Relation all(List<SchemaNode> old, List<SchemaNode> now, Sides sides) {
        Alternatives all = new Alternatives(old, now, sides, false);
        Map<Integer, Relation> gone = all.oldOnes(Relation::addsNothing, Relation.WIDER);
        Map<Integer, Relation> more = all.newOnes(Relation::keepsAll, Relation.NARROWER);
        all.tell(gone, "part-removed", "a part need not hold any more", more, "part-added", "a part must hold as well");
        return sum(gone).or(sum(more));
    }

    /** As {@link #any} where the branches exclude each other; else nothing is known as soon as one of them differs. */
    static Relation one(List<SchemaNode> old, List<SchemaNode> now, Sides sides) {
        WorkLimit work = sides.comparison().work();
        if (Exclusion.amongAll(old, work) && Exclusion.amongAll(now, work)) {
            return any(old, now, sides);
        }
        Alternatives one = new Alternatives(old, now, sides, true);
        if (one.pairing.lonelyOld().isEmpty() && one.pairing.lonelyNow().isEmpty()) {
            one.tellOfPairs();
            return Relation.SAME;
        }
        return sides.found(
                "oneOf", Relation.UNDECIDED, () -> "one of several that may overlap has changed, or their number has");
    }

    private Map<Integer, Relation> oldOnes(Predicate<Relation> made, Relation otherwise) {
        Map<Integer, Relation> each = new TreeMap<>();
        for (int i : pairing.lonelyOld()) {
            Standing standing = new Standing(made, otherwise);
            for (int j = 0; j < now.size() && !done(standing); j++) {
                standing.meet(pairing.relation(i, j));
            }
            each.put(i, standing.relation());
        }
        return each;
    }

    private Map<Integer, Relation> newOnes(Predicate<Relation> made, Relation otherwise) {
        Map<Integer, Relation> each = new TreeMap<>();
        for (int j : pairing.lonelyNow()) {
            Standing standing = new Standing(made, otherwise);
            for (int i = 0; i < old.size() && !done(standing); i++) {
                standing.meet(pairing.relation(i, j));
            }
            each.put(j, standing.relation());
        }
        return each;
    }

    private boolean done(Standing standing) {
        return standing.settled() || sides.comparison().work().exhausted();
    }

    private static Relation sum(Map<Integer, Relation> each) {
        return each.values().stream().reduce(Relation.SAME, Relation::or);
    }

    private void tell(
            Map<Integer, Relation> olds,
            String oldKind,
            String oldMessage,
            Map<Integer, Relation> news,
            String newKind,
            String newMessage) {
        if (!sides.findings().kept()) {
            return;
        }
        pairing.pairTheRest();
        tellOfPairs();
        olds.forEach((i, relation) -> tellOfNaming(old.get(i), relation));
        news.forEach((j, relation) -> tellOfNaming(now.get(j), relation));
        for (int i : pairing.lonelyOld()) {
            tellOfOne(old.get(i), Objects.requireNonNull(olds.get(i)), oldKind, oldMessage);
        }
        for (int j : pairing.lonelyNow()) {
            tellOfOne(now.get(j), Objects.requireNonNull(news.get(j)), newKind, newMessage);
        }
    }

    private void tellOfNaming(SchemaNode node, Relation relation) {
        if (relation.equals(Relation.NAMING)) {
            sides.found(node.place(), "member-named", relation, () -> "a member of it is named for the first time");
        }
    }

    private void tellOfOne(SchemaNode node, Relation relation, String kind, String message) {
        if (relation.equals(Relation.NAMING)) {
            return;
        }
        sides.found(node.place(), kind, relation, () -> message + ": " + description(node));
    }

    private static String description(SchemaNode node) {
        for (String keyword : List.of("$ref", "const", "enum")) {
            if (node.has(keyword)) {
                return Excerpts.of(node.get(keyword));
            }
        }
        return Types.declared(node.get("type")).toString();
    }

    private void tellOfPairs() {
        for (int i = 0; i < old.size(); i++) {
            if (pairing.partner(i) >= 0) {
                sides.inPlace(old.get(i), now.get(pairing.partner(i)));
            }
        }
    }
}
