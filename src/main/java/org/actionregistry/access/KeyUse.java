package org.actionregistry.access;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When API keys were last used: noted in memory, written down together by {@link #flush}, so that no request waits for it
 * and one key costs one row a flush, however busy it is. Holds at most one time for each stored key.
 */
public final class KeyUse {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUse.class);

    private final ApiKeyStore store;
    private final Clock clock;
    private final Map<String, Instant> waiting = new ConcurrentHashMap<>();

    public KeyUse(ApiKeyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Notes that the key has opened something just now. */
    void note(String id) {
        waiting.put(id, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Writes down what has been noted; what cannot be written is kept for the next time. Never fails. */
    public Future<Void> flush() {
        List<ApiKeyStore.Use> uses = new ArrayList<>();
        for (String id : waiting.keySet()) {
            Instant at = waiting.remove(id);
            if (at != null) {
                uses.add(new ApiKeyStore.Use(id, at));
            }
        }
        if (uses.isEmpty()) {
            return Future.succeededFuture();
        }
        return store.used(uses).recover(failure -> {
            LOG.warn("When API keys were last used could not be written down: {}", failure.getMessage());
            uses.forEach(use -> waiting.merge(use.id(), use.at(), KeyUse::later));
            return Future.succeededFuture();
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
