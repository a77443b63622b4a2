package org.actionregistry.trust;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.verification.KeyLife;
import org.actionregistry.verification.TrustedKey;
import org.actionregistry.verification.TrustedKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys as this process knows them, kept in step with the journal by whoever calls {@link #load} and {@link #apply}.
 * Until the journal's keys have been read once, it answers nothing: a configured key may have been revoked meanwhile.
 * Thread-safe.
 */
public final class TrustStore implements TrustedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(TrustStore.class);

    /** @param until when the window of a key begins or ends next */
    private record Snapshot(KeyRing ring, boolean complete, long epoch, Instant until) {}

    private final KeyStore store;
    private final Clock clock;
    private volatile Snapshot snapshot;

    public TrustStore(ConfiguredKeys configured, KeyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.snapshot = new Snapshot(KeyRing.of(configured), false, 0, Instant.MAX);
    }

    /** Reads all keys of the journal; what was learned meanwhile stays. */
    public Future<Void> load() {
        return store.all().onSuccess(this::learn).mapEmpty();
    }

    private synchronized void learn(List<TrustedKey> keys) {
        replace(snapshot.ring.with(keys), true);
    }

    /** Learns of an entry; at once, so that whoever is told of it next finds it here. */
    public synchronized void apply(KeyLife.Moment moment, RegistryChange change) {
        KeyRing ring = snapshot.ring.with(moment, change);
        if (ring != snapshot.ring) {
            replace(ring, snapshot.complete);
        }
    }

    private void replace(KeyRing ring, boolean complete) {
        ring.contradictions().stream()
                .filter(one -> !snapshot.ring.contradictions().contains(one))
                .forEach(one -> LOG.error("Neither of two keys is trusted: {}", one));
        snapshot = new Snapshot(ring, complete, snapshot.epoch + 1, nextBoundary(ring, clock.instant()));
    }

    private static Instant nextBoundary(KeyRing ring, Instant now) {
        return ring.keys().values().stream()
                .flatMap(key -> Stream.of(key.life().notBefore(), key.life().notAfter()))
                .flatMap(Optional::stream)
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    @Override
    public Optional<TrustedKey> find(String kid) {
        return Optional.ofNullable(complete().ring.keys().get(kid));
    }

    /** All keys, by kid; fails as {@link #find}. */
    public Collection<TrustedKey> keys() {
        return complete().ring.keys().values();
    }

    private Snapshot complete() {
        Snapshot seen = snapshot;
        if (!seen.complete) {
            throw new Unavailable("The registry has not read yet which keys were revoked; try again.", 1);
        }
        return seen;
    }

    /** Whether the journal's keys have been read. */
    public boolean isComplete() {
        return snapshot.complete;
    }

    /** How many keys are known; only the configured ones until the others have been read. */
    public int size() {
        return snapshot.ring.keys().size();
    }

    /** Where configuration and journal mean different keys, which are not trusted. */
    public List<String> contradictions() {
        return snapshot.ring.contradictions();
    }

    @Override
    public long epoch() {
        Snapshot seen = snapshot;
        return clock.instant().isBefore(seen.until) ? seen.epoch : afterBoundary();
    }

    /** Nothing was learned, but a key has come into its window or left it. */
    private synchronized long afterBoundary() {
        if (!clock.instant().isBefore(snapshot.until)) {
            replace(snapshot.ring, snapshot.complete);
        }
        return snapshot.epoch;
    }
}
