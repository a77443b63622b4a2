package org.actionregistry.http.contract;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One schema: its types first, then everything else about a value of these types.
 *
 * @param types empty for any type
 */
record SchemaRule(Set<JsonType> types, List<ValueRule> keywords) implements ValueRule {
    @Override
    public void check(@Nullable Object value, String place, Violations found) {
        if (!types.isEmpty() && types.stream().noneMatch(type -> type.covers(value))) {
            found.add(
                    place,
                    "type",
                    "should be " + types.stream().map(JsonType::phrase).collect(Collectors.joining(" or ")));
            return;
        }
        for (ValueRule keyword : keywords) {
            keyword.check(value, place, found);
        }
    }
}
