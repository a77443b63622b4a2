package org.actionregistry.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.actionregistry.failure.Violation;
import org.actionregistry.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * Finds references that leave the document. A fetched reference would make the meaning of signed bytes depend on bytes that
 * nobody signed.
 */
final class OutsideReferences {
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");
    private static final Set<String> SCHEMAS_BY_NAME =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies");
    private static final Set<String> PLAIN_VALUES = Set.of("const", "enum", "default", "examples", "example");

    private final List<Violation> found = new ArrayList<>();

    private OutsideReferences() {}

    static List<Violation> in(String path, Map<?, ?> schema) {
        OutsideReferences references = new OutsideReferences();
        references.schema(path, schema);
        return references.found;
    }

    private void schema(String path, Map<?, ?> schema) {
        schema.forEach((key, value) -> keyword(JsonPointer.member(path, (String) key), (String) key, value));
    }

    private void keyword(String path, String keyword, @Nullable Object value) {
        if (PLAIN_VALUES.contains(keyword)) {
            return;
        }
        if (REFERENCES.contains(keyword) && value instanceof String target) {
            reference(path, target);
        } else if (SCHEMAS_BY_NAME.contains(keyword) && value instanceof Map<?, ?> byName) {
            byName.forEach((name, schema) -> nested(JsonPointer.member(path, (String) name), schema));
        } else {
            nested(path, value);
        }
    }

    private void nested(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> schema) {
            schema(path, schema);
        } else if (value instanceof List<?> schemas) {
            for (int i = 0; i < schemas.size(); i++) {
                nested(JsonPointer.element(path, i), schemas.get(i));
            }
        }
    }

    private void reference(String path, String target) {
        if (!target.startsWith("#")) {
            found.add(new Violation(path, "outside-reference", "should stay inside the document: begin with '#'"));
        }
    }
}
