package org.actionregistry.app;

import java.time.Duration;
import org.actionregistry.catalog.FreshCache;

/**
 * What the catalog may remember.
 *
 * @param patience how long after the last look at the journal memory may still be served
 */
record CacheSettings(FreshCache.Limits limits, Duration patience) {
    static CacheSettings load(SettingSource source) {
        return new CacheSettings(
                new FreshCache.Limits(
                        source.integer("catalog_cache_bytes", 0, Integer.MAX_VALUE),
                        Duration.ofSeconds(source.integer("catalog_revalidate_seconds", 1, 86_400))),
                Duration.ofMillis(source.integer("catalog_watch_patience_ms", 100, 600_000)));
    }
}
