package org.actionregistry.log;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.actionregistry.action.Coordinate;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Invalid;
import org.actionregistry.failure.Refused;
import org.actionregistry.merkle.ConsistencyProof;
import org.actionregistry.merkle.EntryBundle;
import org.actionregistry.merkle.InclusionProof;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TilePath;
import org.actionregistry.merkle.TiledNodes;
import org.actionregistry.merkle.TlogProof;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.verification.VerificationPool;

/**
 * The log's read side. Nothing leaves that the latest checkpoint does not cover: what is served unsigned could be taken
 * back without a trace.
 */
public final class LogVerticle extends VerticleBase {
    private final LocalBus bus;
    private final LogStore store;
    private final VerificationPool pool;

    /** @param pool where proofs are put together: each takes some hundred hashes */
    public LogVerticle(LocalBus bus, LogStore store, VerificationPool pool) {
        this.bus = bus;
        this.store = store;
        this.pool = pool;
    }

    @Override
    public Future<?> start() {
        return Future.all(
                bus.serve(LogCalls.CHECKPOINT, this::checkpoint),
                bus.serve(LogCalls.TILE, this::tile),
                bus.serve(LogCalls.PROOF, this::proof),
                bus.serve(LogCalls.CONSISTENCY, this::consistency));
    }

    private Future<SignedNote> checkpoint(LogCalls.Latest latest) {
        return latest().map(StoredCheckpoint::signedNote);
    }

    private Future<StoredCheckpoint> latest() {
        return store.latestCheckpoint()
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new Refused(
                                ErrorCode.LOG_NOT_SIGNED, "This registry has not signed a checkpoint of its log."))));
    }

    private Future<LogCalls.Resource> tile(TilePath path) {
        return latest().compose(checkpoint -> path.isWithin(checkpoint.size())
                ? read(path).map(LogCalls.Resource::new)
                : Future.failedFuture(new Refused(
                        ErrorCode.TILE_NOT_FOUND,
                        "The signed tree of " + checkpoint.size() + " entries does not fill tile/" + path + ".",
                        Map.of("tile", path.toString(), "size", checkpoint.size()))));
    }

    private Future<byte[]> read(TilePath path) {
        return switch (path.kind()) {
            case HASHES ->
                store.tiles(Set.of(path.id()))
                        .map(tiles -> tiles.stream()
                                .findFirst()
                                .orElseThrow(() -> new IllegalStateException("the signed tile " + path + " is missing"))
                                .prefix(path.width())
                                .bytes());
            case ENTRIES ->
                store.leaves(path.id().index() * Tile.MAX_WIDTH, path.width()).map(EntryBundle::encode);
        };
    }

    private Future<Optional<TlogProof>> proof(Coordinate coordinate) {
        return store.indexOf(coordinate)
                .compose(index -> index.isPresent()
                        ? proof(index.getAsLong()).map(Optional::of)
                        : Future.succeededFuture(Optional.empty()));
    }

    private Future<TlogProof> proof(long index) {
        return latest().compose(checkpoint -> index < checkpoint.size()
                ? inclusion(index, checkpoint)
                : Future.failedFuture(new Refused(
                        ErrorCode.LOG_NOT_SIGNED,
                        "No checkpoint covers entry " + index + " yet.",
                        Map.of("log_index", index, "size", checkpoint.size()))));
    }

    private Future<TlogProof> inclusion(long index, StoredCheckpoint checkpoint) {
        return store.tiles(TiledNodes.neededForInclusion(index, checkpoint.size()))
                .compose(tiles -> pool.run(() -> TlogProof.of(
                        InclusionProof.of(index, checkpoint.size(), new TiledNodes(tiles)), checkpoint.signedNote())));
    }

    private Future<ConsistencyProof> consistency(LogCalls.Sizes sizes) {
        return latest().compose(checkpoint -> {
            requireWithin(sizes, checkpoint.size());
            return store.tiles(TiledNodes.neededForConsistency(sizes.from(), sizes.to()))
                    .compose(tiles ->
                            pool.run(() -> ConsistencyProof.of(sizes.from(), sizes.to(), new TiledNodes(tiles))));
        });
    }

    private static void requireWithin(LogCalls.Sizes sizes, long signed) {
        if (sizes.from() < 1 || sizes.from() > sizes.to()) {
            throw Invalid.request("query.from", "range", "from should be at least 1 and not above to.");
        }
        if (sizes.to() > signed) {
            throw Invalid.request("query.to", "range", "to should be at most " + signed + ", the size that is signed.");
        }
    }
}
