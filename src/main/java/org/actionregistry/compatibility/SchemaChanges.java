package org.actionregistry.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has changed in one of a manifest's two schemas. */
final class SchemaChanges {
    private SchemaChanges() {}

    /** @param axis INPUT or OUTPUT: which way the values travel */
    static List<Change> between(
            Map<String, @Nullable Object> from, Map<String, @Nullable Object> to, String field, Axis axis) {
        Place place = Place.of(field);
        if (!from.containsKey(field) && !to.containsKey(field)) {
            return List.of();
        }
        SchemaNode old = read(from, field, place);
        SchemaNode now = read(to, field, place);
        if (from.containsKey(field) != to.containsKey(field)) {
            return List.of(cameOrWent(old, now, from.containsKey(field), axis));
        }
        if (old.schema().equals(now.schema())) {
            return List.of();
        }
        return compared(old, now, axis);
    }

    @SuppressWarnings("unchecked") // a manifest's schemas are objects
    private static SchemaNode read(Map<String, @Nullable Object> manifest, String field, Place place) {
        return SchemaDocument.read(
                (Map<String, @Nullable Object>)
                        (Map<?, ?>) (manifest.get(field) instanceof Map<?, ?> map ? map : Map.of()),
                place);
    }

    /** Where there is no schema any value will do, though nothing is promised. */
    private static Change cameOrWent(SchemaNode old, SchemaNode now, boolean went, Axis axis) {
        SchemaComparison comparison = new SchemaComparison();
        Relation relation = comparison.compare(old, now, Findings.none());
        String word = axis.word();
        Finding finding = new Finding(
                now.place().toString(),
                Kinds.of(word, went ? "removed" : "added"),
                went ? "the schema of the " + word + " is gone" : "the " + word + " has a schema now",
                Finding.Reach.of(went ? Relation.DIFFERENT : relation));
        return finding.on(axis);
    }

    private static List<Change> compared(SchemaNode old, SchemaNode now, Axis axis) {
        SchemaComparison comparison = new SchemaComparison();
        Findings findings = Findings.collect(comparison.work());
        comparison.compare(old, now, findings);
        if (comparison.work().exhausted()) {
            return List.of(new Finding(
                            now.place().toString(),
                            "too-complex",
                            "the two schemas are too complex to be compared",
                            Finding.Reach.of(Relation.UNDECIDED))
                    .on(axis));
        }
        List<Change> changes = new ArrayList<>();
        findings.all().forEach(finding -> changes.add(finding.on(axis)));
        return changes;
    }
}
