package org.actionregistry.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a registry takes this client for.
 *
 * @param id the API key's id, {@code bootstrap}, {@code anonymous}, or issuer and subject of a token
 * @param namespaces where it may write; empty means everywhere its role allows
 * @param json everything the registry said, including what this client does not know
 */
public record Caller(String id, String name, String role, List<String> namespaces, Map<String, @Nullable Object> json) {
    static Caller of(JsonMembers caller) {
        return new Caller(
                caller.text("id"),
                caller.text("name"),
                caller.text("role"),
                caller.texts("namespaces"),
                caller.values());
    }
}
