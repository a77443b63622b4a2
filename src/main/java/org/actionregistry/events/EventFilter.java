package org.actionregistry.events;

import java.util.Optional;

/**
 * Which events a watcher wants; what is empty does not filter.
 *
 * @param type of the entry, such as {@code version.published}
 * @param namespace of the action, or one above it
 * @param name of the action
 */
public record EventFilter(Optional<String> type, Optional<String> namespace, Optional<String> name) {
    /** Wants everything. */
    public static final EventFilter ALL = new EventFilter(Optional.empty(), Optional.empty(), Optional.empty());

    public boolean matches(Event event) {
        return type.map(event.type()::equals).orElse(true)
                && name.map(event.name()::equals).orElse(true)
                && namespace.map(above -> isBelow(event.name(), above)).orElse(true);
    }

    private static boolean isBelow(String name, String namespace) {
        return name.length() > namespace.length()
                && name.charAt(namespace.length()) == '.'
                && name.startsWith(namespace);
    }
}
