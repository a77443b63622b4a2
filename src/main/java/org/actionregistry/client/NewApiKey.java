package org.actionregistry.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.json.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * A key to make.
 *
 * @param name what people call it
 * @param role {@code reader}, {@code auditor}, {@code publisher}, {@code maintainer} or {@code admin}
 * @param namespaces where it may write, for a publisher or a maintainer; empty means everywhere
 * @param expiresAt when it stops working; empty for never
 */
public record NewApiKey(String name, String role, List<String> namespaces, Optional<Instant> expiresAt) {
    /** Copies the list. */
    public NewApiKey {
        namespaces = List.copyOf(namespaces);
    }

    byte[] toRequest() {
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("name", name);
        request.put("role", role);
        request.put("namespaces", namespaces);
        expiresAt.ifPresent(time -> request.put("expires_at", time.toString()));
        return CanonicalJson.encode(request);
    }
}
