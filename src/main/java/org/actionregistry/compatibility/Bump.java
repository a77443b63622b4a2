package org.actionregistry.compatibility;

import java.util.Locale;
import java.util.regex.Pattern;
import org.actionregistry.action.SemanticVersion;

/** The step from one version to the next that a change asks for (SemVer 2.0.0, sections 6 to 8), the smallest first. */
public enum Bump {
    /** Nothing has changed. */
    NONE,
    /** Whoever uses the action as it was described notices nothing. */
    PATCH,
    /** There is something new, or something less that nobody was told to use. */
    MINOR,
    /** Something that worked may fail, or nobody can say that it will not. */
    MAJOR;

    private static final Pattern DOT = Pattern.compile("\\.");

    /** As it stands in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The larger of the two. */
    public Bump or(Bump other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /**
     * Whether going from one version to another honours this step.
     *
     * <p>As ranges such as {@code ^0.2.1} read them, below 1.0.0 the leftmost number that is not 0 counts as the major one and
     * the next as the minor one, and a pre-release promises nothing to its successors. A pre-release honours what its release
     * would. A version that is not higher than the one before honours nothing but {@link #NONE}.
     */
    public boolean honouredBy(SemanticVersion from, SemanticVersion to) {
        if (this == NONE) {
            return true;
        }
        if (to.compareTo(from) <= 0) {
            return false;
        }
        if (from.preRelease()) {
            return true;
        }
        String[] before = DOT.split(from.core());
        String[] after = DOT.split(to.core());
        int leading = leading(before);
        int moved = firstDifference(before, after);
        return switch (this) {
            case MAJOR -> moved <= leading;
            case MINOR -> moved <= Math.min(leading + 1, 2);
            default -> true;
        };
    }

    /** The place of the number that counts as the major one. */
    private static int leading(String[] numbers) {
        int place = 0;
        while (place < 2 && numbers[place].equals("0")) {
            place++;
        }
        return place;
    }

    private static int firstDifference(String[] before, String[] after) {
        int place = 0;
        while (place < before.length && before[place].equals(after[place])) {
            place++;
        }
        return place;
    }
}
