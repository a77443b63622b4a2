package org.actionregistry.postgres;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.journal.Actor;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.json.CanonicalJson;
import org.actionregistry.signing.Seal;
import org.jspecify.annotations.Nullable;

/**
 * A batch as arrays, one a column, so that a statement takes all of its rows in one round trip. The tuples can be modified,
 * since the client writes its own form of each value into them.
 */
final class BatchColumns {
    private final List<BatchPlan.Placed> placed;
    private final OffsetDateTime time;
    private final List<byte[]> leaves;

    /** @param leaves of the placed entries, in their order */
    BatchColumns(BatchPlan plan, List<byte[]> leaves) {
        this.leaves = leaves;
        this.placed = plan.placed();
        this.time = plan.time().atOffset(ZoneOffset.UTC);
    }

    /** Positions: name, version, folded name, namespaces with spaces between, key id, and who must be an owner. */
    static Tuple claims(List<Submission<VersionPublished>> batch) {
        return Tuple.wrap(Arrays.asList(
                claims(batch, s -> s.entry().coordinate().name().value()),
                claims(batch, s -> s.entry().coordinate().version().toString()),
                claims(batch, s -> s.entry().coordinate().name().folded()),
                claims(
                        batch,
                        s -> String.join(" ", s.entry().coordinate().name().namespaces())),
                claims(
                        batch,
                        s -> s.entry()
                                .signature()
                                .map(DetachedSignature::kid)
                                .map(StorableText::of)
                                .orElse(null)),
                claims(
                        batch,
                        s -> s.actor()
                                .filter(actor -> !actor.overridesOwners())
                                .map(Actor::principal)
                                .orElse(null))));
    }

    private static @Nullable String[] claims(
            List<Submission<VersionPublished>> batch, Function<Submission<VersionPublished>, @Nullable String> value) {
        return batch.stream().map(value).toArray(String[]::new);
    }

    /** Positions as in {@code PgJournal.INSERT_ENTRIES}. */
    Tuple entries() {
        return Tuple.wrap(Arrays.asList(
                time,
                column(Long[]::new, BatchPlan.Placed::index),
                texts(VersionPublished::type),
                texts(entry -> StorableText.json(CanonicalJson.encode(entry.body()))),
                leaves.stream().map(Buffer::buffer).toArray(Buffer[]::new),
                texts(entry -> entry.coordinate().name().value()),
                texts(entry -> entry.coordinate().version().toString()),
                texts(entry -> entry.coordinate().version().precedenceKey()),
                column(Boolean[]::new, p -> p.entry().coordinate().version().preRelease()),
                column(Buffer[]::new, p -> Buffer.buffer(p.entry().manifest().canonical())),
                texts(entry -> StorableText.jsonUnlessSame(entry.manifest().canonical())),
                texts(entry -> StorableText.of(entry.hash())),
                signatures(DetachedSignature::alg),
                signatures(DetachedSignature::kid),
                signatures(DetachedSignature::sig),
                actors(actor -> Optional.of(actor.principal())),
                actors(actor -> Optional.of(actor.credential())),
                actors(actor -> Optional.of(actor.role())),
                actors(Actor::address),
                actors(Actor::requestId),
                actors(actor -> Optional.of(actor.operation())),
                seals()));
    }

    /** Positions as in {@link ActionSummaries#SUMMARISE}: each touched action once, with the versions it gained. */
    Tuple actions() {
        GainedVersions gained = new GainedVersions();
        placed.forEach(p -> gained.add(p.entry().coordinate()));
        return Tuple.of(
                time,
                gained.column(String[]::new, (name, versions) -> name.value()),
                gained.column(String[]::new, (name, versions) -> name.namespace()),
                gained.column(String[]::new, (name, versions) -> name.folded()),
                gained.column(Integer[]::new, (name, versions) -> versions.size()),
                gained.column(String[]::new, (name, versions) -> GainedVersions.listed(versions)));
    }

    private <T> T[] column(IntFunction<T[]> array, Function<BatchPlan.Placed, T> value) {
        return placed.stream().map(value).toArray(array);
    }

    private @Nullable String[] texts(Function<VersionPublished, @Nullable String> value) {
        return placed.stream().map(p -> value.apply(p.entry())).toArray(String[]::new);
    }

    private @Nullable String[] signatures(Function<DetachedSignature, String> value) {
        return texts(entry -> entry.signature().map(value).map(StorableText::of).orElse(null));
    }

    private @Nullable Buffer[] seals() {
        return placed.stream()
                .map(p -> p.entry().seal().map(Seal::bytes).map(Buffer::buffer).orElse(null))
                .toArray(Buffer[]::new);
    }

    private @Nullable String[] actors(Function<Actor, Optional<String>> value) {
        return placed.stream().map(p -> p.actor().flatMap(value).orElse(null)).toArray(String[]::new);
    }
}
