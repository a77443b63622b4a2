package org.actionregistry.compatibility;

import java.util.Objects;

/** Keywords about strings. */
final class StringRules {
    private StringRules() {}

    static Relation compare(Sides sides) {
        return NumberRules.atLeast(sides, "minLength", 0)
                .or(NumberRules.atMost(sides, "maxLength"))
                .or(pattern(sides));
    }

    /** Whether one regular expression matches all that another does is not asked; it may take forever. */
    private static Relation pattern(Sides sides) {
        return sides.valued("pattern", presence(sides, "pattern", Relation.UNDECIDED));
    }

    /**
     * {@code format} and the keywords about contents, of values of any type. Many validators read them as mere notes; others
     * do enforce them.
     */
    static Relation notes(Sides sides) {
        return note(sides, "format")
                .or(note(sides, "contentEncoding"))
                .or(note(sides, "contentMediaType"))
                .or(note(sides, "contentSchema"));
    }

    private static Relation note(Sides sides, String keyword) {
        return sides.valued(keyword, presence(sides, keyword, Relation.DIFFERENT));
    }

    /** A keyword whose values are not compared with each other. */
    private static Relation presence(Sides sides, String keyword, Relation changed) {
        if (Objects.equals(sides.old(keyword), sides.now(keyword))) {
            return Relation.SAME;
        }
        if (!sides.from().has(keyword)) {
            return Relation.NARROWER;
        }
        return sides.to().has(keyword) ? changed : Relation.WIDER;
    }
}
