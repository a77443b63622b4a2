package org.actionregistry.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An API key as administrators see it: everything but the secret.
 *
 * @param namespaces where it may write; empty means everywhere its role allows
 * @param lastUsedAt when it last opened something, as far as has been written down ({@link KeyUse})
 */
public record ApiKey(
        String id,
        String name,
        Role role,
        List<String> namespaces,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt) {
    public ApiKey {
        namespaces = List.copyOf(namespaces);
    }

    /** Whether it opens anything at {@code now}. */
    public boolean activeAt(Instant now) {
        return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
    }

    /** Who a request with this key is from. */
    public Principal principal() {
        return new Principal(id, name, role, namespaces);
    }
}
