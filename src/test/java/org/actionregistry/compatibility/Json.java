package org.actionregistry.compatibility;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.actionregistry.action.Manifest;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** Values and manifests from JSON with single quotes. */
final class Json {
    private Json() {}

    static Object read(String singleQuoted) {
        byte[] json = singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(StrictJson.read(json, StrictJson.MAX_DEPTH));
    }

    static Manifest manifest(String singleQuoted) {
        return Manifest.parse(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** A manifest whose {@code field} is a schema. */
    static Manifest with(String field, Object schema) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put(field, schema);
        return Manifest.of(values);
    }

    static Comparison compare(String field, Object old, Object now) {
        return ManifestComparison.between(with(field, old), with(field, now));
    }
}
