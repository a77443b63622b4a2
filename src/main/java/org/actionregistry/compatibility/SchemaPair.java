package org.actionregistry.compatibility;

import org.jspecify.annotations.Nullable;

/**
 * An earlier and a later schema, by where they were read and not by what they say: what equal schemas at two places have come to
 * is told of at both.
 */
record SchemaPair(Object from, String fromVariant, Object to, String toVariant) {
    static SchemaPair of(SchemaNode from, SchemaNode to) {
        return new SchemaPair(from.origin(), from.variant(), to.origin(), to.variant());
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // see above
    public boolean equals(@Nullable Object other) {
        return other instanceof SchemaPair that
                && from == that.from
                && to == that.to
                && fromVariant.equals(that.fromVariant)
                && toVariant.equals(that.toVariant);
    }

    @Override
    public int hashCode() {
        int origins = System.identityHashCode(from) * 31 + System.identityHashCode(to);
        return origins + fromVariant.hashCode() * 17 + toVariant.hashCode();
    }
}
