package org.actionregistry.compatibility;

import java.util.function.Predicate;

/** What it means that one schema of a list has no equal in the other: nothing, once it meets one that makes up for it. */
final class Standing {
    private final Predicate<Relation> made;
    private final Relation otherwise;
    private Relation best = Relation.SAME;
    private boolean found;
    private boolean undecided;

    /** @param made whether a relation to another schema makes up for it */
    Standing(Predicate<Relation> made, Relation otherwise) {
        this.made = made;
        this.otherwise = otherwise;
    }

    void meet(Relation relation) {
        undecided |= relation.undecided();
        if (made.test(relation) && (!found || relation.naming().same())) {
            best = relation.naming();
            found = true;
        }
    }

    /** Whether nothing better can come. */
    boolean settled() {
        return found && best.same();
    }

    Relation relation() {
        return found ? best : undecided ? Relation.UNDECIDED : otherwise;
    }
}
