package org.actionregistry.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.actionregistry.failure.Violation;
import org.actionregistry.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/** The manifest fields the registry knows, all optional, and their types. Unknown fields are kept and not looked at. */
final class ManifestFields {
    private static final String TYPE_RULE = "type";
    private static final List<String> TEXTS =
            List.of("name", "version", "title", "description", "license", "homepage", "repository");
    private static final List<String> OBJECTS = List.of("input", "output", "effects", "ext");
    private static final List<String> EFFECTS = List.of("readOnly", "destructive", "idempotent", "openWorld");

    private final List<Violation> violations = new ArrayList<>();

    private ManifestFields() {}

    static List<Violation> check(Map<String, @Nullable Object> values) {
        ManifestFields fields = new ManifestFields();
        values.forEach((field, value) -> fields.checkField(field, JsonPointer.member(JsonPointer.ROOT, field), value));
        return fields.violations;
    }

    private void checkField(String field, String path, @Nullable Object value) {
        if (TEXTS.contains(field)) {
            expect(value instanceof String, path, "a string");
        } else if (field.equals("effects") && value instanceof Map<?, ?> effects) {
            checkEffects(path, effects);
        } else if (OBJECTS.contains(field)) {
            expect(value instanceof Map, path, "an object");
        } else if (field.equals("tags") || field.equals("permissions")) {
            elements(path, value, (place, element) -> expect(element instanceof String, place, "a string"));
        } else if (field.equals("errors")) {
            expect(value instanceof List || value instanceof Map, path, "an array or an object");
        } else if (field.equals("examples")) {
            elements(path, value, (place, element) -> expect(element instanceof Map, place, "an object"));
        } else if (field.equals("bindings")) {
            elements(path, value, this::checkBinding);
        }
    }

    private void checkEffects(String path, Map<?, ?> effects) {
        for (String effect : EFFECTS) {
            if (effects.containsKey(effect)) {
                expect(effects.get(effect) instanceof Boolean, JsonPointer.member(path, effect), "true or false");
            }
        }
    }

    private void checkBinding(String path, @Nullable Object binding) {
        expect(
                binding instanceof Map<?, ?> map && map.get("type") instanceof String,
                path,
                "an object with a string 'type'");
    }

    private void elements(String path, @Nullable Object value, BiConsumer<String, @Nullable Object> check) {
        if (!(value instanceof List<?> list)) {
            expect(false, path, "an array");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            check.accept(JsonPointer.element(path, i), list.get(i));
        }
    }

    private void expect(boolean holds, String path, String wanted) {
        if (!holds) {
            violations.add(new Violation(path, TYPE_RULE, "should be " + wanted));
        }
    }
}
