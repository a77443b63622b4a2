package org.actionregistry.http.contract;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that keeps the contract: its parameters as their types, defaults filled in, and its body. Immutable. */
public final class ValidRequest {
    private final Map<String, Object> values;
    private final @Nullable Map<String, @Nullable Object> body;

    ValidRequest(Map<String, Object> values, @Nullable Map<String, @Nullable Object> body) {
        this.values = Map.copyOf(values);
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

    /**
     * A boolean parameter that is required or has a default.
     *
     * @throws IllegalStateException when the contract lets it be absent and it is, or it is no boolean
     */
    public boolean flag(String name) {
        return value(name, Boolean.class);
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
