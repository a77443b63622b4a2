package org.actionregistry.http.contract;

import java.util.List;
import java.util.Map;
import org.actionregistry.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of objects.
 *
 * @param open whether properties that are not declared are allowed
 */
record ObjectRule(Map<String, ValueRule> properties, List<String> required, boolean open) implements ValueRule {
    @Override
    public void check(@Nullable Object value, String place, Violations found) {
        if (!(value instanceof Map<?, ?> object)) {
            return;
        }
        for (String name : required) {
            if (!object.containsKey(name)) {
                found.add(JsonPointer.member(place, name), "required", "is required");
            }
        }
        if (open) {
            checkDeclared(object, place, found);
        } else {
            checkAll(object, place, found);
        }
    }

    private void checkDeclared(Map<?, ?> object, String place, Violations found) {
        properties.forEach((name, rule) -> {
            if (object.containsKey(name)) {
                rule.check(object.get(name), JsonPointer.member(place, name), found);
            }
        });
    }

    private void checkAll(Map<?, ?> object, String place, Violations found) {
        object.forEach((key, member) -> {
            String name = String.valueOf(key);
            ValueRule rule = properties.get(name);
            if (rule == null) {
                found.add(
                        JsonPointer.member(place, name),
                        "unknown-property",
                        "is not a property the contract knows here");
            } else {
                rule.check(member, JsonPointer.member(place, name), found);
            }
        });
    }
}
