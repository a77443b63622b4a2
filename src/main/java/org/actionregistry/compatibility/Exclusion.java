package org.actionregistry.compatibility;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether schemas are known to have no value in common: by their types, their values, or a member that tells them apart. */
final class Exclusion {
    private static final int MOST_BRANCHES = 64;

    private Exclusion() {}

    /** Whether each excludes each other; not asked of more than {@value #MOST_BRANCHES}. */
    static boolean amongAll(List<SchemaNode> branches, WorkLimit work) {
        if (branches.size() > MOST_BRANCHES) {
            return false;
        }
        for (int i = 0; i < branches.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!between(branches.get(i), branches.get(j), work)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean between(SchemaNode one, SchemaNode other, WorkLimit work) {
        work.spend(1);
        Optional<SchemaNode> first = single(one, work);
        Optional<SchemaNode> second = single(other, work);
        if (first.isEmpty() || second.isEmpty()) {
            return false;
        }
        Extent extent = Extent.of(first.get(), work);
        Extent otherExtent = Extent.of(second.get(), work);
        return extent.excludes(otherExtent)
                || extent.types().and(otherExtent.types()).equals(Types.OBJECT)
                        && differInAMember(first.get(), second.get(), work);
    }

    private static boolean differInAMember(SchemaNode one, SchemaNode other, WorkLimit work) {
        if (!(one.get("required") instanceof List<?> required) || !(other.get("required") instanceof List<?> others)) {
            return false;
        }
        Map<String, SchemaNode> members = one.members("properties");
        Map<String, SchemaNode> otherMembers = other.members("properties");
        work.spend(required.size() + others.size() + members.size() + otherMembers.size());
        return required.stream()
                .limit(MOST_BRANCHES)
                .filter(others::contains)
                .anyMatch(name -> excludes(members.get(name), otherMembers.get(name), work));
    }

    private static boolean excludes(@Nullable SchemaNode one, @Nullable SchemaNode other, WorkLimit work) {
        if (one == null || other == null) {
            return false;
        }
        Optional<SchemaNode> first = single(one, work);
        Optional<SchemaNode> second = single(other, work);
        return first.isPresent()
                && second.isPresent()
                && Extent.of(first.get(), work).excludes(Extent.of(second.get(), work));
    }

    private static Optional<SchemaNode> single(SchemaNode node, WorkLimit work) {
        return Conjuncts.of(node, work).filter(parts -> parts.size() == 1).map(parts -> parts.get(0));
    }
}
