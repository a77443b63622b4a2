package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.journal.CheckpointSigner;
import org.actionregistry.journal.LogHalted;
import org.actionregistry.journal.LogWatermark;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.merkle.Tile;
import org.actionregistry.merkle.TileId;
import org.actionregistry.merkle.TreeGrowth;
import org.actionregistry.signing.SignedNote;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Merkle tree over the journal, extended by whoever holds the head row's lock. What one batch costs does not grow with
 * the tree: the right edge is kept in memory, and read again (a tile a level) when another process has written.
 *
 * <p>Before it signs, it makes sure that the tree continues what this process has signed before. When it does not, it halts:
 * nothing is appended any more, since the log must never have two histories.
 */
final class LogTree {
    private static final Logger LOG = LoggerFactory.getLogger(LogTree.class);

    private final Vertx vertx;
    private final Optional<CheckpointSigner> signer;
    private final LogWatermark watermark;
    private volatile RightEdge edge = RightEdge.EMPTY;
    private volatile Optional<Checkpoint> published;
    private volatile Consumer<SignedNote> onCheckpoint = none -> {};
    private volatile @Nullable String halted;

    LogTree(Vertx vertx, Optional<CheckpointSigner> signer, LogWatermark watermark) {
        this.vertx = vertx;
        this.signer = signer;
        this.watermark = watermark;
        this.published = watermark.last();
    }

    /**
     * The tree grown by some leaves, not yet committed.
     *
     * @param checkpoint absent where nobody signs
     */
    record Growth(TreeGrowth tree, Optional<SignedNote> checkpoint) {
        /** Positions of {@code PgJournal.ADVANCE_HEAD} from the third on: levels, numbers, hashes, root, note. */
        Tuple appendTo(Tuple tuple) {
            List<Tile> tiles = tree.tiles();
            return tuple.addValue(tiles.stream().map(tile -> tile.id().level()).toArray(Integer[]::new))
                    .addValue(tiles.stream().map(tile -> tile.id().index()).toArray(Long[]::new))
                    .addValue(tiles.stream()
                            .map(tile -> Buffer.buffer(tile.bytes()))
                            .toArray(Buffer[]::new))
                    .addValue(Buffer.buffer(tree.edge().root().bytes()))
                    .addValue(checkpoint.map(SignedNote::toString).orElse(null));
        }
    }

    /** Calls {@code listener} with each checkpoint of this process that has become durable. */
    void onCheckpoint(Consumer<SignedNote> listener) {
        onCheckpoint = listener;
    }

    /** Why nothing is signed any more; empty while all is well. */
    Optional<String> halted() {
        return Optional.ofNullable(halted);
    }

    /** Fails when this process has halted. */
    Future<Void> proceed() {
        String reason = halted;
        return reason == null
                ? Future.succeededFuture()
                : Future.failedFuture(
                        new Unavailable("The log is halted and nothing can be written: " + reason, RETRY_SECONDS));
    }

    private static final int RETRY_SECONDS = 60;

    /**
     * Grows the tree of {@code head} to cover the journal and {@code leaves} behind it, and signs the result.
     *
     * @param transaction holds the head row's lock
     */
    Future<Growth> grow(SqlClient transaction, JournalHead head, List<byte[]> leaves) {
        return edgeAt(transaction, head)
                .compose(at -> missing(transaction, head).compose(earlier -> {
                    List<MerkleHash> hashes = new ArrayList<>(earlier.size() + leaves.size());
                    earlier.forEach(leaf -> hashes.add(MerkleHash.ofLeaf(leaf)));
                    leaves.forEach(leaf -> hashes.add(MerkleHash.ofLeaf(leaf)));
                    return sign(at.append(hashes));
                }));
    }

    private Future<Growth> sign(TreeGrowth growth) {
        return signer.map(by -> by.sign(growth.edge().size(), growth.edge().root())
                        .map(note -> new Growth(growth, Optional.of(note))))
                .orElseGet(() -> Future.succeededFuture(new Growth(growth, Optional.empty())));
    }

    /** Called when {@code growth} has been committed: from now on the world may know it. */
    void committed(Growth growth) {
        edge = growth.tree().edge();
        signer.ifPresent(by -> {
            Checkpoint checkpoint = new Checkpoint(by.origin(), edge.size(), edge.root());
            published = Optional.of(checkpoint);
            vertx.executeBlocking(() -> raise(checkpoint), false);
            growth.checkpoint().ifPresent(onCheckpoint);
        });
    }

    private Checkpoint raise(Checkpoint checkpoint) {
        watermark.raise(checkpoint);
        return checkpoint;
    }

    private static final String MISSING_LEAVES = """
            SELECT leaf FROM journal WHERE index >= $1 AND index < $2 ORDER BY index
            """;

    /** Entries that a program without a tree has written. */
    private static Future<List<byte[]>> missing(SqlClient transaction, JournalHead head) {
        if (head.treeSize() == head.nextIndex()) {
            return Future.succeededFuture(List.of());
        }
        return transaction
                .preparedQuery(MISSING_LEAVES)
                .execute(Tuple.of(head.treeSize(), head.nextIndex()))
                .map(rows -> {
                    List<byte[]> leaves = new ArrayList<>(rows.size());
                    rows.forEach(row -> leaves.add(row.getBuffer("leaf").getBytes()));
                    return leaves;
                });
    }

    private Future<RightEdge> edgeAt(SqlClient transaction, JournalHead head) {
        RightEdge known = edge;
        Optional<Checkpoint> last = published;
        long size = head.treeSize();
        if (last.isPresent() && last.get().size() > size) {
            return halt("the database holds " + size + " entries, but "
                    + last.get().size() + " were signed before: it has been set back");
        }
        boolean ours = last.isEmpty() || last.get().size() == size;
        if (ours && known.size() == size && known.root().equals(head.treeRoot())) {
            return Future.succeededFuture(known);
        }
        return readEdge(transaction, size).compose(read -> checkAgainst(transaction, last, read));
    }

    private static Future<RightEdge> readEdge(SqlClient transaction, long size) {
        return TileRows.read(transaction, TileId.rightEdge(size)).map(tiles -> RightEdge.of(size, tiles));
    }

    private static final String ROOTS = "SELECT size, root FROM log_checkpoints WHERE size = $1 OR size = $2";

    /** The tiles must give the root that was signed for them, and what this process has published must still be there. */
    private Future<RightEdge> checkAgainst(SqlClient transaction, Optional<Checkpoint> last, RightEdge read) {
        long before = last.map(Checkpoint::size).orElse(read.size());
        return transaction
                .preparedQuery(ROOTS)
                .execute(Tuple.of(read.size(), before))
                .compose(rows -> {
                    boolean found = last.isEmpty();
                    for (Row row : rows) {
                        MerkleHash signed = MerkleHash.of(row.getBuffer("root").getBytes());
                        if (row.getLong("size") == read.size() && !signed.equals(read.root())) {
                            return halt("the tiles of size " + read.size()
                                    + " give another root than the one that was signed");
                        }
                        if (last.isPresent() && row.getLong("size") == before) {
                            found = signed.equals(last.get().root());
                        }
                    }
                    return found
                            ? Future.succeededFuture(read)
                            : halt("the checkpoint of size " + before + " is not the one that was signed before");
                });
    }

    /** For good: only a person can tell which of two histories is the true one. */
    <T> Future<T> halt(String reason) {
        halted = reason;
        LOG.error("The log is halted: {}. Nothing is written until this is resolved (docs/OPERATIONS.md)", reason);
        return Future.failedFuture(new LogHalted(reason));
    }

    Optional<CheckpointSigner> signer() {
        return signer;
    }
}
