package org.actionregistry.access;

import java.util.List;
import org.actionregistry.action.ActionName;

/**
 * Who is asking.
 *
 * @param id the API key's id, {@code bootstrap}, {@code anonymous}, or issuer and subject of a token
 * @param name what people call it
 * @param namespaces where it may write; empty means everywhere its role allows
 */
public record Principal(String id, String name, Role role, List<String> namespaces) {
    /** Between issuer and subject; no id of an API key has one. */
    private static final char TOKEN_MARK = '#';

    /** Reads without a key, where the operator allows that. */
    public static final Principal ANONYMOUS = new Principal("anonymous", "anonymous", Role.READER, List.of());

    public Principal {
        namespaces = List.copyOf(namespaces);
    }

    /** The bearer of a token; subjects are unique to their issuer only. */
    public static Principal ofToken(String issuer, String subject, Role role, List<String> namespaces) {
        return new Principal(issuer + TOKEN_MARK + subject, subject, role, namespaces);
    }

    /** What kind of credential it showed: {@code token}, {@code bootstrap}, {@code none} or {@code api_key}. */
    public String credential() {
        if (id.indexOf(TOKEN_MARK) >= 0) {
            return "token";
        }
        return switch (id) {
            case "bootstrap" -> "bootstrap";
            case "anonymous" -> "none";
            default -> "api_key";
        };
    }

    /** Whether its namespaces cover {@code name}: {@code files} covers {@code files.move}, not {@code filesystem.move}. */
    public boolean mayWriteTo(ActionName name) {
        return namespaces.isEmpty()
                || namespaces.stream().anyMatch(namespace -> name.value().startsWith(namespace + "."));
    }
}
