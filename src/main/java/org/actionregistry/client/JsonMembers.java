package org.actionregistry.client;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.json.InvalidJsonException;
import org.actionregistry.json.JsonPointer;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object by name and type. A member that is missing or of another type is refused with an
 * {@link InvalidJsonException} of rule {@code type} or {@code required} at its place.
 *
 * @param pointer where the object stands in its document
 */
record JsonMembers(String pointer, Map<String, @Nullable Object> values) {
    static JsonMembers parse(byte[] utf8, int maxDepth) {
        return new JsonMembers(JsonPointer.ROOT, StrictJson.readObject(utf8, maxDepth));
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> refused(name, "required", "is missing"));
    }

    /** Empty for a member that is absent or null. */
    Optional<String> optionalText(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(expect(name, String.class, "a string"));
    }

    boolean flag(String name) {
        return expect(name, Boolean.class, "true or false");
    }

    /** Empty for a member that is absent or null. */
    Optional<Boolean> optionalFlag(String name) {
        return values.get(name) == null ? Optional.empty() : Optional.of(flag(name));
    }

    long integer(String name) {
        return expect(name, Long.class, "an integer");
    }

    Instant time(String name) {
        String text = text(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw refused(name, "format", "should be a time such as 2026-01-31T12:00:00Z");
        }
    }

    @SuppressWarnings("unchecked") // StrictJson makes no other kind of map
    JsonMembers object(String name) {
        Map<?, ?> object = expect(name, Map.class, "an object");
        return new JsonMembers(JsonPointer.member(pointer, name), (Map<String, @Nullable Object>) object);
    }

    /** Empty for a member that is absent or null. */
    Optional<JsonMembers> optionalObject(String name) {
        return values.get(name) == null ? Optional.empty() : Optional.of(object(name));
    }

    @SuppressWarnings("unchecked") // StrictJson makes no other kind of map
    List<JsonMembers> objects(String name) {
        String place = JsonPointer.member(pointer, name);
        List<JsonMembers> objects = new ArrayList<>();
        for (Object element : expect(name, List.class, "an array")) {
            if (!(element instanceof Map<?, ?> object)) {
                throw refused(name, "type", "should be an array of objects");
            }
            objects.add(new JsonMembers(
                    JsonPointer.element(place, objects.size()), (Map<String, @Nullable Object>) object));
        }
        return objects;
    }

    /** No strings for a member that is absent. */
    List<String> texts(String name) {
        if (!values.containsKey(name)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Object element : expect(name, List.class, "an array")) {
            if (!(element instanceof String text)) {
                throw refused(name, "type", "should be an array of strings");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    private <T> T expect(String name, Class<T> type, String wanted) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw values.containsKey(name)
                    ? refused(name, "type", "should be " + wanted)
                    : refused(name, "required", "is missing");
        }
        return type.cast(value);
    }

    InvalidJsonException refused(String name, String rule, String message) {
        return new InvalidJsonException(JsonPointer.member(pointer, name), rule, message);
    }
}
