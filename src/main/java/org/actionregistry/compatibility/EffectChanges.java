package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.actionregistry.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * {@code effects}: who allowed an action because it changes nothing must not be surprised. What is not said counts as the
 * worse of the two, as the Model Context Protocol reads it.
 */
final class EffectChanges {
    private static final String PLACE = "/effects";

    /** Each effect, and whether it is the better for being true. */
    private static final Map<String, Boolean> BETTER =
            Map.of("readOnly", true, "destructive", false, "idempotent", true, "openWorld", false);

    private EffectChanges() {}

    static List<Change> between(@Nullable Object old, @Nullable Object now) {
        Map<?, ?> before = old instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> after = now instanceof Map<?, ?> map ? map : Map.of();
        Set<String> effects = new TreeSet<>();
        before.keySet().forEach(effect -> effects.add((String) effect));
        after.keySet().forEach(effect -> effects.add((String) effect));
        List<Change> changes = new ArrayList<>();
        for (String effect : effects) {
            boolean same = before.containsKey(effect) == after.containsKey(effect)
                    && Objects.equals(before.get(effect), after.get(effect));
            if (!same) {
                changes.add(change(effect, before, after));
            }
        }
        return changes;
    }

    private static Change change(String effect, Map<?, ?> before, Map<?, ?> after) {
        Boolean better = BETTER.get(effect);
        String message = Kinds.sentence(Excerpts.of(effect), shown(effect, before), shown(effect, after));
        String place = JsonPointer.member(PLACE, effect);
        if (better == null) {
            return new Change(place, Axis.EFFECTS, "effect-changed", message, Bump.PATCH, true);
        }
        boolean wasGood = better.equals(before.get(effect));
        boolean isGood = better.equals(after.get(effect));
        if (wasGood == isGood) {
            return new Change(place, Axis.EFFECTS, "effect-stated", message, Bump.PATCH, true);
        }
        return isGood
                ? new Change(place, Axis.EFFECTS, "effect-milder", message, Bump.MINOR, true)
                : new Change(place, Axis.EFFECTS, "effect-graver", message, Bump.MAJOR, true);
    }

    private static Optional<String> shown(String effect, Map<?, ?> effects) {
        return effects.containsKey(effect) ? Optional.of(Excerpts.of(effects.get(effect))) : Optional.empty();
    }
}
