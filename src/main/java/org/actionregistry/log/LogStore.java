package org.actionregistry.log;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.actionregistry.action.Coordinate;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;

/**
 * The stored side of the log. What a checkpoint covers is there whenever the checkpoint is, since one transaction writes
 * both. Every method fails with {@link org.actionregistry.failure.Unavailable} when the database is away, slow or
 * overloaded.
 */
public interface LogStore {
    /** The checkpoint of the greatest size; empty when none was ever signed. */
    Future<Optional<StoredCheckpoint>> latestCheckpoint();

    /** The checkpoint of exactly that size; empty when none was signed at it. */
    Future<Optional<StoredCheckpoint>> checkpoint(long size);

    /** Those of the tiles that there are, each at its widest, in no order; takes one query however many are asked for. */
    Future<List<Tile>> tiles(Set<TileId> ids);

    /**
     * The entries' bytes, in order.
     *
     * @param first the index of the first one
     * @param count how many, from 1
     * @return fails with {@link IllegalStateException} when the journal lacks one of them
     */
    Future<List<byte[]>> leaves(long first, int count);

    /** The index of the entry that published a version, covered by a checkpoint or not; empty when there is none. */
    Future<OptionalLong> indexOf(Coordinate coordinate);
}
