package org.actionregistry.events;

import java.util.Optional;
import org.actionregistry.journal.NamespaceChanged;

/**
 * Which events a watcher wants; what is empty does not filter.
 *
 * @param type of the entry, such as {@code version.published}
 * @param namespace of the action, or one above it; also what is said of these namespaces themselves
 * @param name of the action
 */
public record EventFilter(Optional<String> type, Optional<String> namespace, Optional<String> name) {
    /** Wants everything. */
    public static final EventFilter ALL = new EventFilter(Optional.empty(), Optional.empty(), Optional.empty());

    public boolean matches(Event event) {
        return type.map(event.type()::equals).orElse(true)
                && name.map(event.name()::equals).orElse(true)
                && namespace.map(above -> isWithin(event, above)).orElse(true);
    }

    private static boolean isWithin(Event event, String namespace) {
        if (!event.type().equals(NamespaceChanged.TYPE)) {
            return isBelow(event.name(), namespace);
        }
        String changed = event.text("namespace");
        return changed.equals(namespace) || isBelow(changed, namespace);
    }

    private static boolean isBelow(String name, String namespace) {
        return name.length() > namespace.length()
                && name.charAt(namespace.length()) == '.'
                && name.startsWith(namespace);
    }
}
