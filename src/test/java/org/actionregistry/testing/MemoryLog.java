package org.actionregistry.testing;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.actionregistry.action.Coordinate;
import org.actionregistry.log.LogStore;
import org.actionregistry.log.StoredCheckpoint;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.merkle.TreeGrowth;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.NoteSigner;

/** A log without a database, for trees too large to publish one entry after the other. Not thread-safe while it grows. */
public final class MemoryLog implements LogStore {
    private static final long COSIGNED_AT = 1_772_366_400;

    private final NoteSigner signer;
    private final List<byte[]> leaves = new ArrayList<>();
    private final Map<TileId, Tile> tiles = new HashMap<>();
    private final TreeMap<Long, StoredCheckpoint> checkpoints = new TreeMap<>();
    private final Map<Coordinate, Long> indexes = new HashMap<>();
    private RightEdge edge = RightEdge.EMPTY;

    public MemoryLog(NoteSigner signer) {
        this.signer = signer;
    }

    /** Appends entries that no checkpoint covers yet. */
    public void append(Collection<byte[]> entries) {
        TreeGrowth growth = edge.append(entries.stream().map(MerkleHash::ofLeaf).toList());
        growth.tiles().forEach(tile -> tiles.put(tile.id(), tile));
        edge = growth.edge();
        leaves.addAll(entries);
    }

    /** Appends the entry that publishes a version. */
    public void publish(Coordinate coordinate, byte[] entry) {
        indexes.put(coordinate, edge.size());
        append(List.of(entry));
    }

    /** Signs what there is, and has it cosigned. */
    public StoredCheckpoint sign(Cosigner... witnesses) {
        Checkpoint checkpoint = new Checkpoint(signer.name().value(), edge.size(), edge.root());
        StoredCheckpoint stored = new StoredCheckpoint(
                edge.size(),
                edge.root(),
                checkpoint.sign(List.of(signer)).toString(),
                Arrays.stream(witnesses)
                        .map(witness ->
                                witness.cosign(checkpoint.text(), COSIGNED_AT).toString())
                        .toList());
        checkpoints.put(edge.size(), stored);
        return stored;
    }

    @Override
    public Future<Optional<StoredCheckpoint>> latestCheckpoint() {
        return Future.succeededFuture(
                Optional.ofNullable(checkpoints.lastEntry()).map(Map.Entry::getValue));
    }

    @Override
    public Future<Optional<StoredCheckpoint>> checkpoint(long size) {
        return Future.succeededFuture(Optional.ofNullable(checkpoints.get(size)));
    }

    @Override
    public Future<List<Tile>> tiles(Set<TileId> ids) {
        return Future.succeededFuture(
                ids.stream().map(tiles::get).filter(Objects::nonNull).toList());
    }

    @Override
    public Future<List<byte[]>> leaves(long first, int count) {
        return Future.succeededFuture(leaves.subList((int) first, (int) first + count));
    }

    @Override
    public Future<OptionalLong> indexOf(Coordinate coordinate) {
        Long index = indexes.get(coordinate);
        return Future.succeededFuture(index == null ? OptionalLong.empty() : OptionalLong.of(index));
    }
}
