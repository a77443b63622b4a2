package org.actionregistry.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.StoredVersion;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.signing.Digest;
import org.actionregistry.verification.Verdict;
import org.actionregistry.verification.VerificationPool;
import org.actionregistry.verification.VersionVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The read side: reads stored rows and has them verified before anyone sees them. */
public final class CatalogVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogVerticle.class);

    /** What only tampering or an unverified import can bring about; the other errors are a matter of configuration. */
    private static final Set<Verdict.Error> ALARMING =
            EnumSet.of(Verdict.Error.HASH_MISMATCH, Verdict.Error.BAD_SIGNATURE, Verdict.Error.COORDINATE_MISMATCH);

    private static final Duration ALARM_EVERY = Duration.ofMinutes(10);
    private static final int ALARMS = 1000;

    private final Cache<Coordinate, Verdict.Error> alarms = Caffeine.newBuilder()
            .maximumSize(ALARMS)
            .expireAfterWrite(ALARM_EVERY)
            .build();
    private final LocalBus bus;
    private final CatalogStore store;
    private final VerificationPool pool;
    private final VersionVerifier verifier;

    public CatalogVerticle(LocalBus bus, CatalogStore store, VerificationPool pool, VersionVerifier verifier) {
        this.bus = bus;
        this.store = store;
        this.pool = pool;
        this.verifier = verifier;
    }

    @Override
    public Future<?> start() {
        return Future.all(List.of(
                bus.serve(CatalogCalls.LIST, this::list),
                bus.serve(CatalogCalls.HEADER, this::header),
                bus.serve(CatalogCalls.VERSIONS, this::versions),
                bus.serve(CatalogCalls.VERSION, this::version),
                bus.serve(CatalogCalls.DOCUMENT, this::document)));
    }

    private Future<Page<ListedAction>> list(ActionQuery query) {
        return store.list(query)
                .compose(page -> pool.run(() ->
                        new Page<>(page.items().stream().map(this::withVerdict).toList(), page.more())));
    }

    private ListedAction withVerdict(ActionRow row) {
        return new ListedAction(row, row.latest().map(verifier::verify));
    }

    private Future<ActionHeader> header(ActionName name) {
        return store.header(name).compose(header -> orActionNotFound(header, name));
    }

    private Future<Page<VersionLine>> versions(VersionQuery query) {
        return store.versions(query).compose(page -> orActionNotFound(page, query.name()));
    }

    private Future<VerifiedVersion> version(Coordinate coordinate) {
        return store.version(coordinate)
                .compose(stored ->
                        stored.isPresent() ? pool.run(() -> verified(stored.get())) : versionNotFound(coordinate));
    }

    private VerifiedVersion verified(StoredVersion stored) {
        Verdict verdict = verifier.verify(stored);
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
                .compose(exists -> exists
                        ? Future.failedFuture(new Refused(
                                ErrorCode.VERSION_NOT_FOUND,
                                "Action " + coordinate.name() + " has no version " + coordinate.version() + ".",
                                Map.of(
                                        "name", coordinate.name().value(),
                                        "version", coordinate.version().toString())))
                        : orActionNotFound(Optional.empty(), coordinate.name()));
    }

    private static <T> Future<T> orActionNotFound(Optional<T> found, ActionName name) {
        return found.map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new Refused(
                        ErrorCode.ACTION_NOT_FOUND, "There is no action " + name + ".", Map.of("name", name.value()))));
    }

    private Future<CatalogCalls.Document> document(Digest digest) {
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
