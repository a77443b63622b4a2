package org.actionregistry.http.contract;

import org.jspecify.annotations.Nullable;

/** A compiled JSON Schema, or one keyword of it. Immutable, so one is shared by all threads. */
@FunctionalInterface
interface ValueRule {
    /**
     * Adds what is wrong with {@code value} to {@code found}.
     *
     * @param value as {@link org.actionregistry.json.StrictJson} reads it
     * @param place where the value is: a JSON Pointer, or {@code query.name}
     */
    void check(@Nullable Object value, String place, Violations found);
}
