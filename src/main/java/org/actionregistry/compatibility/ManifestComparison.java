package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.actionregistry.action.Manifest;
import org.actionregistry.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two versions of an action's manifest.
 *
 * <p>What an action accepts may grow and what it answers may shrink; the contrary breaks who relies on it, and so do effects that
 * are worse, permissions that are more, and a binding that is gone. What cannot be decided counts as breaking, and says so. {@code
 * name} and {@code version} are not looked at.
 *
 * <p>The work is bounded, whatever the manifests are: schemas that take too long are one change of kind {@code too-complex}.
 */
public final class ManifestComparison {
    private static final Set<String> COORDINATE = Set.of("name", "version");
    private static final Set<String> KNOWN_TEXTS =
            Set.of("title", "description", "examples", "tags", "license", "homepage", "repository", "ext");

    private ManifestComparison() {}

    /** The same for the same manifests, however they were written; nothing when they differ in their coordinates alone. */
    public static Comparison between(Manifest from, Manifest to) {
        Map<String, @Nullable Object> old = from.values();
        Map<String, @Nullable Object> now = to.values();
        Set<String> fields = new TreeSet<>(old.keySet());
        fields.addAll(now.keySet());
        fields.removeAll(COORDINATE);
        List<Change> changes = new ArrayList<>();
        for (String field : fields) {
            if (!same(field, old, now)) {
                List<Change> ofField = field(field, old, now);
                changes.addAll(ofField.isEmpty() ? List.of(restated(field)) : ofField);
            }
        }
        return Comparison.of(changes);
    }

    private static boolean same(String field, Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
        return old.containsKey(field) == now.containsKey(field) && Objects.equals(old.get(field), now.get(field));
    }

    /** Whatever differs asks for a version of its own, since it is other bytes. */
    private static Change restated(String field) {
        return new Change(
                JsonPointer.member(JsonPointer.ROOT, field),
                Axis.TEXT,
                "restated",
                Excerpts.of(field) + " is written differently and means the same",
                Bump.PATCH,
                true);
    }

    private static List<Change> field(
            String field, Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
        return switch (field) {
            case "input" -> SchemaChanges.between(old, now, field, Axis.INPUT);
            case "output" -> SchemaChanges.between(old, now, field, Axis.OUTPUT);
            case "effects" -> EffectChanges.between(old.get(field), now.get(field));
            case "permissions" -> ListChanges.permissions(old.get(field), now.get(field));
            case "bindings" -> ListChanges.bindings(old.get(field), now.get(field));
            case "errors" -> ErrorChanges.between(old.get(field), now.get(field));
            default -> text(field, old, now);
        };
    }

    private static List<Change> text(
            String field, Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
        String what = !old.containsKey(field) ? "added" : now.containsKey(field) ? "changed" : "removed";
        return List.of(new Change(
                JsonPointer.member(JsonPointer.ROOT, field),
                Axis.TEXT,
                Kinds.of(KNOWN_TEXTS.contains(field) ? field : "field", what),
                Kinds.sentence(Excerpts.of(field), shown(field, old), shown(field, now)),
                Bump.PATCH,
                true));
    }

    private static Optional<String> shown(String field, Map<String, @Nullable Object> manifest) {
        return manifest.containsKey(field) ? Optional.of(Excerpts.of(manifest.get(field))) : Optional.empty();
    }
}
