package org.actionregistry.publishing;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.Journal;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.TagMoved;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.verification.VerificationPool;

/** The write side: verifies in the worker pool, then hands one entry to the journal. */
public final class PublishingVerticle extends VerticleBase {
    private final LocalBus bus;
    private final VerificationPool pool;
    private final PublishChecks checks;
    private final Journal journal;
    private final GovernanceStore store;

    public PublishingVerticle(
            LocalBus bus, VerificationPool pool, PublishChecks checks, Journal journal, GovernanceStore store) {
        this.bus = bus;
        this.pool = pool;
        this.checks = checks;
        this.journal = journal;
        this.store = store;
    }

    @Override
    public Future<?> start() {
        return Future.all(List.of(
                bus.serve(PublishingCalls.PUBLISH, this::publish),
                bus.serve(PublishingCalls.CHANGE, journal::change),
                bus.serve(PublishingCalls.MOVE_TAG, this::moveTag),
                bus.serve(PublishingCalls.NAMESPACE, store::namespace),
                bus.serve(PublishingCalls.NAMESPACES, store::namespaces)));
    }

    private Future<MovedTag> moveTag(Submission<TagMoved> wish) {
        TagMoved tag = wish.entry();
        return store.tag(tag.name(), tag.tag())
                .compose(place -> place.isPresent() && place.get().version().equals(tag.version())
                        ? Future.succeededFuture(new MovedTag(place.get(), false))
                        : journal.change(wish)
                                .map(written -> new MovedTag(new TagPlace(tag.version(), written.index()), true)));
    }

    private Future<Published> publish(PublishRequest request) {
        return pool.run(() -> checks.accept(request.coordinate(), request.schema(), request.signature()))
                .compose(entry -> outcome(request, Submission.by(request.actor(), entry))
                        .map(outcome -> answer(request, entry, outcome)));
    }

    private Future<Appended> outcome(PublishRequest request, Submission<VersionPublished> publication) {
        return request.dryRun() ? journal.probe(publication) : journal.publish(publication);
    }

    private static Published answer(PublishRequest request, VersionPublished entry, Appended outcome) {
        if (outcome instanceof Appended.Written written) {
            return published(
                    request, entry, true, request.dryRun() ? Optional.empty() : at(written.index(), written.time()));
        }
        if (outcome instanceof Appended.Taken taken) {
            if (isSame(taken, entry)) {
                return published(request, entry, false, at(taken.index(), taken.time()));
            }
            throw versionExists(entry, taken);
        }
        if (outcome instanceof Appended.Withheld withheld) {
            throw withheld.why();
        }
        Appended.TooSimilar similar = (Appended.TooSimilar) outcome;
        throw new Refused(
                ErrorCode.NAME_TOO_SIMILAR,
                "The name " + entry.coordinate().name() + " is too similar to " + similar.taken()
                        + ", which is taken: they differ only in '-', '_' and '.'.",
                Map.of("taken", similar.taken().value()));
    }

    private static Published published(
            PublishRequest request, VersionPublished entry, boolean created, Optional<Published.Entry> place) {
        return new Published(
                entry.coordinate(), entry.hash(), request.signature().kid(), created, request.dryRun(), place);
    }

    private static Optional<Published.Entry> at(long index, Instant time) {
        return Optional.of(new Published.Entry(index, time));
    }

    /** The same bytes by the same signer: publishing is idempotent. */
    private static boolean isSame(Appended.Taken taken, VersionPublished entry) {
        return taken.hash().equals(entry.hash())
                && taken.signature()
                        .map(DetachedSignature::kid)
                        .equals(entry.signature().map(DetachedSignature::kid));
    }

    private static Refused versionExists(VersionPublished entry, Appended.Taken taken) {
        boolean sameBytes = taken.hash().equals(entry.hash());
        return new Refused(
                ErrorCode.VERSION_EXISTS,
                entry.coordinate()
                        + (sameBytes
                                ? " is published with the same content, signed by another key."
                                : " is published with other content.")
                        + " A published version never changes; publish a new version.",
                Map.of(
                        "published_hash",
                        taken.hash(),
                        "submitted_hash",
                        entry.hash(),
                        "published_kid",
                        taken.signature().map(DetachedSignature::kid).orElse(""),
                        "submitted_kid",
                        entry.signature().map(DetachedSignature::kid).orElse("")));
    }
}
