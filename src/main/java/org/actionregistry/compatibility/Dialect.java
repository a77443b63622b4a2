package org.actionregistry.compatibility;

import org.jspecify.annotations.Nullable;

/** The drafts of JSON Schema, as far as a comparison has to tell them apart. */
enum Dialect {
    DRAFT_04,
    /** And draft 6. */
    DRAFT_07,
    DRAFT_2019_09,
    DRAFT_2020_12;

    /** Of the value of {@code $schema}; the newest where there is none. */
    static Dialect named(@Nullable Object schema) {
        if (!(schema instanceof String uri)) {
            return DRAFT_2020_12;
        }
        if (uri.contains("/draft-04/")) {
            return DRAFT_04;
        }
        if (uri.contains("/draft-0")) {
            return DRAFT_07;
        }
        return uri.contains("/2019-09/") ? DRAFT_2019_09 : DRAFT_2020_12;
    }

    /** Whether what stands beside {@code $ref} is ignored. */
    boolean referencesStandAlone() {
        return compareTo(DRAFT_07) <= 0;
    }

    /** The keyword that gives a schema its URI. */
    String identifier() {
        return this == DRAFT_04 ? "id" : "$id";
    }
}
