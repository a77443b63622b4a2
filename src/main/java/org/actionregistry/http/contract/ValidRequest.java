package org.actionregistry.http.contract;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that keeps the contract: its parameters as their types, defaults filled in, its body, and what it accepts. Immutable. */
public final class ValidRequest {
    private final Map<String, Object> values;
    private final @Nullable Map<String, @Nullable Object> body;
    private final String mediaType;

    ValidRequest(Map<String, Object> values, @Nullable Map<String, @Nullable Object> body, String mediaType) {
        this.values = Map.copyOf(values);
        this.mediaType = mediaType;
        this.body = body == null ? null : Collections.unmodifiableMap(body);
    }

    /**
     * A string parameter that is required or has a default.
     *
     * @throws IllegalStateException when the contract lets it be absent and it is, or it is no string
     */
    public String text(String name) {
        return value(name, String.class);
    }

    /** A string parameter that may be absent. */
    public Optional<String> optionalText(String name) {
        return values.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /**
     * An integer parameter that is required or has a default.
     *
     * @throws IllegalStateException when the contract lets it be absent and it is, or it is no integer
     */
    public int integer(String name) {
        return Math.toIntExact(longInteger(name));
    }

    /**
     * An integer parameter that is required or has a default, and that the contract lets exceed 32 bits.
     *
     * @throws IllegalStateException when the contract lets it be absent and it is, or it is no integer
     */
    public long longInteger(String name) {
        return value(name, Long.class);
    }

    /** An integer parameter that may be absent. */
    public Optional<Long> optionalInteger(String name) {
        return values.containsKey(name) ? Optional.of(value(name, Long.class)) : Optional.empty();
    }

    /** The media type, of those the operation answers with, that the client likes best. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * A boolean parameter that is required or has a default.
     *
     * @throws IllegalStateException when the contract lets it be absent and it is, or it is no boolean
     */
    public boolean flag(String name) {
        return value(name, Boolean.class);
    }

    /** Whether the operation has a body. */
    public boolean hasBody() {
        return body != null;
    }

    /**
     * The body, as {@link org.actionregistry.json.StrictJson} reads it; not to be modified at any depth.
     *
     * @throws IllegalStateException when the operation has none
     */
    public Map<String, @Nullable Object> body() {
        if (body == null) {
            throw new IllegalStateException("this operation has no body");
        }
        return body;
    }

    private <T> T value(String name, Class<T> type) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalStateException("the contract does not promise a " + type.getSimpleName() + " " + name);
        }
        return type.cast(value);
    }
}
