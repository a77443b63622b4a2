package org.actionregistry.compatibility;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares two schemas for what they admit. Sound, not complete: what it does not call narrower, wider or undecided is proved not
 * to be; what it does call so may turn out to be the same.
 *
 * <p>Schemas may refer to themselves. A pair that is met again below itself is taken for the same (the relations are
 * greatest fixed points, so whatever refutes it is found where it was first met), but only when a step into the value lies
 * between and the pair is met the same way up: under {@code not}, what one direction assumes is what the other one proves.
 */
final class SchemaComparison {
    private final WorkLimit work = new WorkLimit();
    private final Map<SchemaPair, Relation> known = new HashMap<>();
    private final Map<SchemaPair, Frame> underWay = new HashMap<>();
    private final Set<SchemaPair> told = new HashSet<>();

    private int steps;
    private int turns;

    /** The outermost frame that what was just found rests upon. */
    private int restsUpon = Integer.MAX_VALUE;

    private record Frame(int index, int steps, int turns) {}

    WorkLimit work() {
        return work;
    }

    /** The relation of two schemas; what differs is added to {@code findings}, once for each pair. */
    Relation compare(SchemaNode from, SchemaNode to, Findings findings) {
        work.spend(1);
        if (underWay.size() >= WorkLimit.NESTING) {
            work.exhaust();
        }
        if (work.exhausted()) {
            return Relation.UNDECIDED;
        }
        SchemaPair pair = SchemaPair.of(from, to);
        Frame open = underWay.get(pair);
        if (open != null) {
            return metAgain(open, to, findings);
        }
        Findings here = findings.kept() && told.add(pair) ? findings : Findings.none();
        Relation before = known.get(pair);
        if (before != null && !here.kept()) {
            return before;
        }
        return open(pair, from, to, here);
    }

    private Relation metAgain(Frame open, SchemaNode to, Findings findings) {
        restsUpon = Math.min(restsUpon, open.index());
        boolean trusted = open.steps() != steps && open.turns() == turns;
        return trusted ? Relation.SAME : unfollowed(to, findings);
    }

    private Relation open(SchemaPair pair, SchemaNode from, SchemaNode to, Findings findings) {
        int outside = restsUpon;
        restsUpon = Integer.MAX_VALUE;
        Frame frame = new Frame(underWay.size(), steps, turns);
        underWay.put(pair, frame);
        Relation relation = relation(from, to, findings);
        underWay.remove(pair);
        if (restsUpon >= frame.index()) {
            known.put(pair, relation);
            restsUpon = outside;
        } else {
            restsUpon = Math.min(restsUpon, outside);
        }
        return relation;
    }

    /** As {@link #compare}, for schemas about a part of the value. */
    Relation compareBelow(SchemaNode from, SchemaNode to, Findings findings) {
        steps++;
        try {
            return compare(from, to, findings);
        } finally {
            steps--;
        }
    }

    /** As {@link #compare}, silent, and without trusting in what is only assumed of pairs that are under way. */
    Relation compareApart(SchemaNode from, SchemaNode to) {
        turns++;
        try {
            return compare(from, to, Findings.none());
        } finally {
            turns--;
        }
    }

    private Relation relation(SchemaNode from, SchemaNode to, Findings findings) {
        if (from.whole() && to.whole() && findings.kept()) {
            Annotations.compare(from, to, findings);
        }
        if (Unevaluated.concerns(from) || Unevaluated.concerns(to)) {
            return Unevaluated.compare(new Sides(from, to, this, findings));
        }
        Optional<List<SchemaNode>> old = Conjuncts.of(from, work);
        Optional<List<SchemaNode>> now = Conjuncts.of(to, work);
        if (old.isEmpty() || now.isEmpty()) {
            return unfollowed(to, findings);
        }
        List<SchemaNode> olds = apart(old.get(), from);
        List<SchemaNode> nows = apart(now.get(), to);
        if (olds.size() > 1 || nows.size() > 1) {
            return Alternatives.all(olds, nows, new Sides(from, to, this, findings));
        }
        boolean here = stays(old.get(), from) && stays(now.get(), to);
        return here
                ? KeywordRules.compare(new Sides(from, to, this, findings))
                : compare(olds.get(0), nows.get(0), findings);
    }

    private static boolean stays(List<SchemaNode> parts, SchemaNode node) {
        return parts.size() == 1
                && parts.get(0).origin() == node.origin()
                && parts.get(0).variant().equals(node.variant());
    }

    /** A schema beside parts of another one is a part too: what it says to its readers has been compared already. */
    private static List<SchemaNode> apart(List<SchemaNode> parts, SchemaNode node) {
        return stays(parts, node) && node.whole() ? List.of(node.part(" own", node.schema())) : parts;
    }

    private static Relation unfollowed(SchemaNode node, Findings findings) {
        findings.add(
                node.place(),
                "ref-undecided",
                () -> "a reference is not followed, so this was not compared",
                Finding.Reach.of(Relation.UNDECIDED));
        return Relation.UNDECIDED;
    }
}
