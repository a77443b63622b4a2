package org.actionregistry.postgres;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.catalog.ActionRow;

/** Which versions each action gains by a batch. Sorted: every writer touches rows in one order, so no two can wait for each other. */
final class GainedVersions {
    private final SortedMap<ActionName, SortedSet<SemanticVersion>> gained = new TreeMap<>();

    void add(Coordinate coordinate) {
        gained.computeIfAbsent(coordinate.name(), first -> new TreeSet<>()).add(coordinate.version());
    }

    /** One value an action. */
    <T> T[] column(IntFunction<T[]> array, BiFunction<ActionName, SortedSet<SemanticVersion>, T> value) {
        return gained.entrySet().stream()
                .map((Map.Entry<ActionName, SortedSet<SemanticVersion>> each) ->
                        value.apply(each.getKey(), each.getValue()))
                .toArray(array);
    }

    /** What {@code actions.versions} is to be of an action that has these. */
    static String listed(SortedSet<SemanticVersion> versions) {
        return versions.stream()
                .skip(Math.max(0, versions.size() - ActionRow.LISTED_VERSIONS))
                .map(SemanticVersion::toString)
                .collect(Collectors.joining(" "));
    }
}
