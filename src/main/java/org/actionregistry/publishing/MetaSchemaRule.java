package org.actionregistry.publishing;

import org.jspecify.annotations.Nullable;

/** A compiled part of a meta-schema. Immutable once compiled, so one is shared by all threads. */
@FunctionalInterface
interface MetaSchemaRule {
    /**
     * Whether {@code value} certainly satisfies the meta-schema. False says only that it was not seen at once: the full
     * validator decides then.
     *
     * @param value as {@link org.actionregistry.json.StrictJson} reads it
     */
    boolean admits(@Nullable Object value);
}
