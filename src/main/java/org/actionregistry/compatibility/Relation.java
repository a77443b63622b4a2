package org.actionregistry.compatibility;

/**
 * What is known of the values that two schemas admit, the earlier one and the later one. Each flag is a suspicion: without
 * it, its contrary is proved.
 */
record Relation(int flags) {
    private static final int LESS = 1;
    private static final int MORE = 2;
    private static final int UNKNOWN = 4;
    private static final int NAMES = 8;

    /** Both admit the same. */
    static final Relation SAME = new Relation(0);
    /** The later one refuses something that the earlier one admits. */
    static final Relation NARROWER = new Relation(LESS);
    /** The later one admits something that the earlier one refuses. */
    static final Relation WIDER = new Relation(MORE);
    /** Both of these. */
    static final Relation DIFFERENT = new Relation(LESS | MORE);
    /** Nobody can tell. */
    static final Relation UNDECIDED = new Relation(UNKNOWN);
    /**
     * The later one names a member of an object that the earlier one neither named nor expressly allowed. A value that has such a
     * member by chance may be refused now; since nobody was told to send it, this alone does not count as narrower.
     */
    static final Relation NAMING = new Relation(NAMES);

    Relation or(Relation other) {
        return flags == other.flags ? this : new Relation(flags | other.flags);
    }

    /** Whether the later schema admits all that the earlier one promised to. */
    boolean keepsAll() {
        return (flags & (LESS | UNKNOWN)) == 0;
    }

    /** Whether the earlier schema admits all that the later one does. */
    boolean addsNothing() {
        return (flags & (MORE | UNKNOWN)) == 0;
    }

    boolean same() {
        return flags == 0;
    }

    boolean narrower() {
        return (flags & LESS) != 0;
    }

    boolean wider() {
        return (flags & MORE) != 0;
    }

    boolean undecided() {
        return (flags & UNKNOWN) != 0;
    }

    /** The naming alone. */
    Relation naming() {
        return new Relation(flags & NAMES);
    }

    /** Of what the two schemas leave over: what one admits more, its complement admits less. */
    Relation mirrored() {
        int mirrored = flags & UNKNOWN;
        mirrored |= narrower() || (flags & NAMES) != 0 ? MORE : 0;
        mirrored |= wider() ? LESS : 0;
        return new Relation(mirrored);
    }

    /** As it ends the kind of a change. */
    String word() {
        if (undecided()) {
            return "undecided";
        }
        return switch (flags & (LESS | MORE)) {
            case LESS -> "narrowed";
            case MORE -> "widened";
            default -> "changed";
        };
    }
}
