package org.actionregistry.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.actionregistry.bus.Call;

/** What {@link AccessVerticle} answers on the event bus. */
public final class AccessCalls {
    /** A new key to make. */
    public record NewKey(String name, Role role, List<String> namespaces, Optional<Instant> expiresAt) {
        public NewKey {
            namespaces = List.copyOf(namespaces);
        }
    }

    /** A key just made, with its secret: the only time it is shown. */
    public record Issued(ApiKey key, ApiKeySecret secret) {}

    /** All keys, newest first. */
    public record KeyList(List<ApiKey> keys) {
        public KeyList {
            keys = List.copyOf(keys);
        }
    }

    public static final Call<NewKey, Issued> ISSUE = new Call<>("access.issue");
    public static final Call<Integer, KeyList> LIST = new Call<>("access.list");

    /** Revokes the key of that id; fails with API_KEY_NOT_FOUND. */
    public static final Call<String, ApiKey> REVOKE = new Call<>("access.revoke");

    private AccessCalls() {}
}
