package org.actionregistry.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An API key as administrators see it: everything but the secret.
 *
 * @param namespaces where it may write; empty means everywhere its role allows
 * @param createdAt this and the other times as the registry wrote them, RFC 3339
 * @param lastUsedAt up to a minute late
 * @param json everything the registry said, including what this client does not know
 */
public record ApiKeyEntry(
        String id,
        String name,
        String role,
        List<String> namespaces,
        String createdAt,
        Optional<String> expiresAt,
        Optional<String> revokedAt,
        Optional<String> lastUsedAt,
        Map<String, @Nullable Object> json) {

    static ApiKeyEntry of(JsonMembers key) {
        return new ApiKeyEntry(
                key.text("id"),
                key.text("name"),
                key.text("role"),
                key.texts("namespaces"),
                key.text("created_at"),
                key.optionalText("expires_at"),
                key.optionalText("revoked_at"),
                key.optionalText("last_used_at"),
                key.values());
    }
}
