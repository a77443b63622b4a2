package org.actionregistry.compatibility;

/** How much one comparison may do before it says that it cannot tell. */
final class WorkLimit {
    /** Pairs of schemas, elements of lists, sixteen characters of a path that is told of. */
    static final int UNITS = 100_000;

    /** How many schemas may be under way within each other; recursion costs stack. */
    static final int NESTING = 200;

    private int left = UNITS;

    void spend(int units) {
        left = Math.max(0, left - units);
    }

    boolean exhausted() {
        return left == 0;
    }

    void exhaust() {
        left = 0;
    }
}
