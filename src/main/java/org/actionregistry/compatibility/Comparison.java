package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * How two versions of an action differ.
 *
 * @param changes the worst first, then by path; at most {@value #MAX_CHANGES}, in {@value #MAX_TEXT} characters
 * @param omitted how many more there are, none worse than those in {@code changes}
 * @param bump the step that all changes together ask for
 */
public record Comparison(List<Change> changes, int omitted, Bump bump) {
    /** The most changes that are told of. */
    public static final int MAX_CHANGES = 1000;

    /** The most characters in all changes together. */
    public static final int MAX_TEXT = 512 * 1024;

    public Comparison {
        changes = List.copyOf(changes);
    }

    static Comparison of(Collection<Change> found) {
        TreeSet<Change> ordered = new TreeSet<>(Change.ORDER);
        ordered.addAll(found);
        List<Change> told = new ArrayList<>();
        int text = 0;
        for (Change change : ordered) {
            text += change.length();
            if (told.size() == MAX_CHANGES || text > MAX_TEXT) {
                break;
            }
            told.add(change);
        }
        Bump bump = ordered.isEmpty() ? Bump.NONE : ordered.first().bump();
        return new Comparison(told, ordered.size() - told.size(), bump);
    }
}
