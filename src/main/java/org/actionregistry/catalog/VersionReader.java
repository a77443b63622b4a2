package org.actionregistry.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.signing.Digest;
import org.actionregistry.verification.Verdict;
import org.actionregistry.verification.VerificationPool;
import org.actionregistry.verification.VersionVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads versions and documents, one statement each, and has them verified before anyone sees them. Thread-safe; remembers
 * nothing of what it read.
 */
public final class VersionReader {
    private static final Logger LOG = LoggerFactory.getLogger(VersionReader.class);

    /** What only tampering or an unverified import can bring about; the other errors are a matter of configuration. */
    private static final Set<Verdict.Error> ALARMING =
            EnumSet.of(Verdict.Error.HASH_MISMATCH, Verdict.Error.BAD_SIGNATURE, Verdict.Error.COORDINATE_MISMATCH);

    private static final Duration ALARM_EVERY = Duration.ofMinutes(10);
    private static final int ALARMS = 1000;

    /** Hashing this much takes an event loop some ten microseconds, as long as handing it to another thread. */
    static final int HASHED_HERE = 16 * 1024;

    /** As much as one answer with several versions holds, so that many of them at once stay small in memory. */
    private static final int FETCHED_BYTES = 2 << 20;

    private final Cache<Coordinate, Verdict.Error> alarms = Caffeine.newBuilder()
            .maximumSize(ALARMS)
            .expireAfterWrite(ALARM_EVERY)
            .build();
    private final CatalogStore store;
    private final VerificationPool pool;
    private final VersionVerifier verifier;

    public VersionReader(CatalogStore store, VerificationPool pool, VersionVerifier verifier) {
        this.store = store;
        this.pool = pool;
        this.verifier = verifier;
    }

    /** One version, verified; fails with ACTION_NOT_FOUND or VERSION_NOT_FOUND. */
    public Future<VerifiedVersion> version(Coordinate coordinate) {
        return store.version(coordinate)
                .compose(stored -> stored.isPresent() ? verified(stored.get()) : versionNotFound(coordinate));
    }

    /** Several versions, each verified, in the order in which they are asked for; at most some megabytes of them. */
    public Future<List<FetchedVersion<VerifiedVersion>>> fetch(List<Coordinate> coordinates) {
        return store.fetch(coordinates, FETCHED_BYTES)
                .compose(found -> pool.run(() -> found.stream()
                        .map(each -> new FetchedVersion<>(
                                each.coordinate(),
                                each.exists(),
                                each.version().map(stored -> verified(stored, verifier.verify(stored)))))
                        .toList()));
    }

    private Future<VerifiedVersion> verified(StoredVersion stored) {
        if (stored.canonical().length <= HASHED_HERE) {
            Optional<Verdict> known = verifier.verifyKnown(stored);
            if (known.isPresent()) {
                return Future.succeededFuture(verified(stored, known.get()));
            }
        }
        return pool.run(() -> verified(stored, verifier.verify(stored)));
    }

    private VerifiedVersion verified(StoredVersion stored, Verdict verdict) {
        verdict.error().filter(ALARMING::contains).ifPresent(error -> alarm(stored.coordinate(), error));
        return new VerifiedVersion(stored, verdict);
    }

    /** Somebody changed what cannot change; said once a while for each version, however often it is fetched. */
    private void alarm(Coordinate coordinate, Verdict.Error error) {
        if (alarms.asMap().putIfAbsent(coordinate, error) == null) {
            LOG.atWarn()
                    .addKeyValue("version", coordinate)
                    .addKeyValue("verify_error", error.text())
                    .log("A stored version does not verify");
        }
    }

    private <T> Future<T> versionNotFound(Coordinate coordinate) {
        return store.exists(coordinate.name())
                .compose(exists -> Future.failedFuture(
                        exists ? versionNotFoundFailure(coordinate) : actionNotFound(coordinate.name())));
    }

    private static Refused versionNotFoundFailure(Coordinate coordinate) {
        return new Refused(
                ErrorCode.VERSION_NOT_FOUND,
                "Action " + coordinate.name() + " has no version " + coordinate.version() + ".",
                Map.of(
                        "name", coordinate.name().value(),
                        "version", coordinate.version().toString()));
    }

    static Refused actionNotFound(ActionName name) {
        return new Refused(
                ErrorCode.ACTION_NOT_FOUND, "There is no action " + name + ".", Map.of("name", name.value()));
    }

    /** A document by its digest, checked against it; fails with DIGEST_NOT_FOUND. */
    public Future<CatalogCalls.Document> document(Digest digest) {
        return store.document(digest)
                .compose(found -> pool.run(() -> found.filter(bytes -> hashesTo(digest, bytes))
                        .map(bytes -> new CatalogCalls.Document(digest, bytes))
                        .orElseThrow(() -> new Refused(
                                ErrorCode.DIGEST_NOT_FOUND,
                                "There is no document with the digest " + digest + ".",
                                Map.of("digest", digest.toString())))));
    }

    /** A digest is a promise about bytes: what does not keep it is not served under it. */
    private static boolean hashesTo(Digest digest, byte[] bytes) {
        boolean kept = Digest.of(bytes).equals(digest);
        if (!kept) {
            LOG.atError().addKeyValue("digest", digest).log("A stored document no longer hashes to its digest");
        }
        return kept;
    }
}
