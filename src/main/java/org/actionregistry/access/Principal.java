package org.actionregistry.access;

import java.util.List;
import org.actionregistry.action.ActionName;

/**
 * Who is asking.
 *
 * @param id the API key's id, {@code bootstrap} or {@code anonymous}
 * @param name what people call it
 * @param namespaces where it may write; empty means everywhere its role allows
 */
public record Principal(String id, String name, Role role, List<String> namespaces) {
    /** Reads without a key, where the operator allows that. */
    public static final Principal ANONYMOUS = new Principal("anonymous", "anonymous", Role.READER, List.of());

    public Principal {
        namespaces = List.copyOf(namespaces);
    }

    /** Whether its namespaces cover {@code name}: {@code files} covers {@code files.move}, not {@code filesystem.move}. */
    public boolean mayWriteTo(ActionName name) {
        return namespaces.isEmpty()
                || namespaces.stream().anyMatch(namespace -> name.value().startsWith(namespace + "."));
    }
}
