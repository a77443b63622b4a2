package org.actionregistry.journal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that changes what the registry says. */
public sealed interface JournalEntry permits VersionPublished, RegistryChange {
    /** The stable name of this kind of entry, such as {@code version.published}. */
    String type();

    /**
     * What the journal keeps of it, beside index, type and time: JSON-ready, no personal data, no schema.
     */
    Map<String, @Nullable Object> body();
}
