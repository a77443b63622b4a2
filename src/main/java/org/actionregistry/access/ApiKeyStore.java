package org.actionregistry.access;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored side of API keys; only hashes are stored. */
public interface ApiKeyStore {
    /**
     * A key and the SHA-256 of its full text.
     */
    record Hashed(
            ApiKey key,
            @SuppressWarnings("ArrayRecordComponent") byte[] sha256) {}

    /** When a key last opened something. */
    record Use(String id, Instant at) {}

    /** Any key of that id, active or not. */
    Future<Optional<Hashed>> find(String id);

    /** Stores a new key; its id must be new. */
    Future<Void> insert(Hashed key);

    /** All keys, newest first, at most {@code limit}. */
    Future<List<ApiKey>> list(int limit);

    /** Marks a key revoked now, or leaves it so; empty when there is no such key. */
    Future<Optional<ApiKey>> revoke(String id);

    /** Writes down when keys were used; a use that is older than what is stored changes nothing. */
    Future<Void> used(List<Use> uses);
}
