package org.actionregistry.compatibility;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Where findings go; {@link #none} when only the relation is asked for. */
final class Findings {
    private static final int CHARACTERS_A_UNIT = 16;
    private static final Findings NONE = new Findings(new WorkLimit(), false);

    private final WorkLimit work;
    private final boolean kept;
    private final Set<Finding> all = new LinkedHashSet<>();

    private Findings(WorkLimit work, boolean kept) {
        this.work = work;
        this.kept = kept;
    }

    /** @param work pays for what is written down */
    static Findings collect(WorkLimit work) {
        return new Findings(work, true);
    }

    static Findings none() {
        return NONE;
    }

    /** Whether anything is kept. */
    boolean kept() {
        return kept;
    }

    void add(Place place, String kind, Supplier<String> message, Finding.Reach reach) {
        if (!kept) {
            return;
        }
        work.spend(1 + place.length() / CHARACTERS_A_UNIT);
        if (!work.exhausted()) {
            all.add(new Finding(place.toString(), kind, message.get(), reach));
        }
    }

    Set<Finding> all() {
        return all;
    }
}
