package org.actionregistry.http.contract;

import java.util.HashSet;
import java.util.List;
import org.actionregistry.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/** The keywords of arrays. */
record ArrayRule(int minItems, int maxItems, boolean unique, ValueRule items) implements ValueRule {
    @Override
    public void check(@Nullable Object value, String place, Violations found) {
        if (!(value instanceof List<?> list)) {
            return;
        }
        if (list.size() < minItems) {
            found.add(place, "min-items", "should have at least " + minItems + " items");
        }
        if (list.size() > maxItems) {
            found.add(place, "max-items", "should have at most " + maxItems + " items");
            return;
        }
        if (unique && new HashSet<>(list).size() < list.size()) {
            found.add(place, "unique-items", "should not name anything twice");
        }
        for (int i = 0; i < list.size(); i++) {
            items.check(list.get(i), JsonPointer.element(place, i), found);
        }
    }
}
