package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.journal.LogHalted;
import org.actionregistry.journal.LogWatermark;
import org.actionregistry.journal.MirrorStore;
import org.actionregistry.journal.MirroredEntry;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.merkle.RightEdge;
import org.actionregistry.signing.SignedNote;

/** Another registry's journal in PostgreSQL: the tables of {@link PgJournal}, with the other's indexes, times and notes. */
public final class PgMirror implements MirrorStore {
    private final Database database;

    /** Signs nothing: the checkpoints of a mirror are its source's. */
    private final LogTree tree;

    public PgMirror(Vertx vertx, Database database) {
        this.database = database;
        this.tree = new LogTree(vertx, Optional.empty(), LogWatermark.inMemory());
    }

    @Override
    public Future<RightEdge> edge() {
        return database.transaction(transaction -> PgJournal.lockHead(transaction)
                .compose(head -> tree.grow(transaction, head, List.of())
                        .compose(growth ->
                                requireRoot(head.treeRoot(), growth.tree().edge()))));
    }

    @Override
    public Future<Void> append(
            long from, List<MirroredEntry> entries, MerkleHash root, Optional<SignedNote> checkpoint) {
        List<BatchPlan> plans;
        try {
            plans = plans(from, entries);
        } catch (LogHalted refused) {
            return Future.failedFuture(refused);
        }
        return database.transaction(transaction -> PgJournal.lockHead(transaction)
                        .compose(head -> requireContinued(from, head))
                        .compose(head -> insert(transaction, plans, entries)
                                .compose(inserted -> tree.grow(
                                        transaction,
                                        head,
                                        entries.stream()
                                                .map(MirroredEntry::leaf)
                                                .toList())))
                        .compose(growth -> requireRoot(root, growth.tree().edge())
                                .map(new LogTree.Growth(growth.tree(), checkpoint)))
                        .compose(growth -> PgJournal.advance(
                                        transaction,
                                        from + entries.size(),
                                        entries.get(entries.size() - 1).time(),
                                        growth)
                                .map(growth)))
                .onSuccess(tree::committed)
                .mapEmpty();
    }

    private static Future<RightEdge> requireRoot(MerkleHash root, RightEdge edge) {
        return edge.root().equals(root)
                ? Future.succeededFuture(edge)
                : Future.failedFuture(new LogHalted("the database's tiles lead to the root " + edge.root() + " of size "
                        + edge.size() + ", which should be " + root));
    }

    private static Future<JournalHead> requireContinued(long from, JournalHead head) {
        return head.nextIndex() == from && head.treeSize() == from
                ? Future.succeededFuture(head)
                : Future.failedFuture(new LogHalted("the database holds " + head.nextIndex() + " entries, of which "
                        + head.treeSize() + " are in its tree; entry " + from + " does not follow"));
    }

    /** One plan a run of entries that were logged at the same time, as the source's own batches were. */
    private static List<BatchPlan> plans(long from, List<MirroredEntry> entries) {
        List<BatchPlan> plans = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= entries.size(); end++) {
            if (end == entries.size()
                    || !entries.get(end).time().equals(entries.get(start).time())) {
                plans.add(plan(from + start, entries.subList(start, end)));
                start = end;
            }
        }
        return plans;
    }

    private static BatchPlan plan(long from, List<MirroredEntry> run) {
        Instant time = run.get(0).time();
        BatchPlan plan = BatchPlan.of(
                run.stream().map(MirroredEntry::entry).toList(),
                new JournalHead(from, from, MerkleHash.EMPTY_ROOT, time),
                Map.of());
        if (plan.placed().size() != run.size()) {
            throw new LogHalted(
                    "the entries from " + from + " on publish a coordinate twice, or names that are too similar");
        }
        for (int i = 0; i < run.size(); i++) {
            BatchPlan.Placed placed = plan.placed().get(i);
            byte[] ours = LogLeaf.encode(placed.index(), time, placed.entry());
            if (!Arrays.equals(ours, run.get(i).leaf())) {
                throw new LogHalted("entry " + placed.index() + " would be written otherwise than it was logged");
            }
        }
        return plan;
    }

    private static Future<Void> insert(SqlClient transaction, List<BatchPlan> plans, List<MirroredEntry> entries) {
        Future<Void> inserted = Future.succeededFuture();
        int at = 0;
        for (BatchPlan plan : plans) {
            List<byte[]> leaves = entries.subList(at, at + plan.placed().size()).stream()
                    .map(MirroredEntry::leaf)
                    .toList();
            inserted = inserted.compose(before -> PgJournal.insert(transaction, plan, leaves));
            at += leaves.size();
        }
        return inserted;
    }
}
