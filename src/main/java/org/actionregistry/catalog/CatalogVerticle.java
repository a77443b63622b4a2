package org.actionregistry.catalog;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.verification.Verdict;
import org.actionregistry.verification.VerificationPool;
import org.actionregistry.verification.VersionVerifier;

/** The read side: reads stored rows and has them verified before anyone sees them. */
public final class CatalogVerticle extends VerticleBase {
    private final LocalBus bus;
    private final CatalogStore store;
    private final VerificationPool pool;
    private final VersionVerifier verifier;
    private final VersionReader versions;

    /** @param versions reads single versions and documents, on this bus as elsewhere */
    public CatalogVerticle(
            LocalBus bus, CatalogStore store, VerificationPool pool, VersionVerifier verifier, VersionReader versions) {
        this.bus = bus;
        this.store = store;
        this.pool = pool;
        this.verifier = verifier;
        this.versions = versions;
    }

    @Override
    public Future<?> start() {
        return Future.all(List.of(
                bus.serve(CatalogCalls.LIST, this::list),
                bus.serve(CatalogCalls.HEADER, this::header),
                bus.serve(CatalogCalls.VERSIONS, this::versions),
                bus.serve(CatalogCalls.VERSION, versions::version),
                bus.serve(CatalogCalls.RESOLVE, store::resolve),
                bus.serve(CatalogCalls.DOCUMENT, versions::document)));
    }

    private Future<ActionPage<ListedAction>> list(ActionQuery query) {
        return store.list(query).compose(this::verified);
    }

    private Future<ActionPage<ListedAction>> verified(ActionPage<ActionRow> page) {
        Optional<List<ListedAction>> known = isShort(page) ? known(page.items()) : Optional.empty();
        return known.map(items -> Future.succeededFuture(new ActionPage<>(items, page.next())))
                .orElseGet(() -> pool.run(() -> new ActionPage<>(
                        page.items().stream().map(this::withVerdict).toList(), page.next())));
    }

    private static boolean isShort(ActionPage<ActionRow> page) {
        long bytes = 0;
        for (ActionRow row : page.items()) {
            bytes += row.latest().map(latest -> latest.canonical().length).orElse(0);
        }
        return bytes <= VersionReader.HASHED_HERE;
    }

    /** Empty where a verdict takes more than a digest. */
    private Optional<List<ListedAction>> known(List<ActionRow> rows) {
        List<ListedAction> known = new ArrayList<>(rows.size());
        for (ActionRow row : rows) {
            Optional<Verdict> verdict = row.latest().flatMap(verifier::verifyKnown);
            if (verdict.isEmpty() && row.latest().isPresent()) {
                return Optional.empty();
            }
            known.add(new ListedAction(row, verdict));
        }
        return Optional.of(known);
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

    private static <T> Future<T> orActionNotFound(Optional<T> found, ActionName name) {
        return found.map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(VersionReader.actionNotFound(name)));
    }
}
