package org.actionregistry.journal;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of what the registry says about what it has: of keys, namespaces, status and tags. Rare beside publications, and
 * complete in its {@link #body}, so that another registry can repeat it.
 */
public sealed interface RegistryChange extends JournalEntry
        permits KeyAdded, KeyRetired, KeyRevoked, NamespaceChanged, StatusChanged, TagMoved, TagRemoved {
    /** What it is about, as the audit trail names it: a kid, a namespace, an action or a version of one. */
    String target();

    /**
     * The change that was logged with this body.
     *
     * @return empty for a type of entry that is none
     * @throws IllegalArgumentException when members are missing or malformed
     */
    static Optional<RegistryChange> parse(String type, Map<String, @Nullable Object> body) {
        EntryBody members = new EntryBody(body);
        return Optional.ofNullable(
                switch (type) {
                    case KeyAdded.TYPE -> KeyAdded.of(members);
                    case KeyRetired.TYPE -> KeyRetired.of(members);
                    case KeyRevoked.TYPE -> KeyRevoked.of(members);
                    case NamespaceChanged.TYPE -> NamespaceChanged.of(members);
                    case StatusChanged.TYPE -> StatusChanged.of(members);
                    case TagMoved.TYPE -> TagMoved.of(members);
                    case TagRemoved.TYPE -> TagRemoved.of(members);
                    default -> null;
                });
    }
}
