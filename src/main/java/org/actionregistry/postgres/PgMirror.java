package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.LogHalted;
import org.actionregistry.journal.LogWatermark;
import org.actionregistry.journal.MirrorStore;
import org.actionregistry.journal.MirroredEntry;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.VersionPublished;
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
        List<Step> steps;
        try {
            steps = steps(from, entries);
        } catch (LogHalted refused) {
            return Future.failedFuture(refused);
        }
        return database.transaction(transaction -> PgJournal.lockHead(transaction)
                        .compose(head -> requireContinued(from, head))
                        .compose(head -> write(transaction, steps)
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

    /** What is written by the same few statements. */
    private interface Step {
        Future<Void> write(SqlClient transaction);
    }

    /** One step a change, and one a run of publications that were logged at the same time, as the source's batches were. */
    private static List<Step> steps(long from, List<MirroredEntry> entries) {
        List<Step> steps = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= entries.size(); end++) {
            if (end == entries.size() || !continues(entries.get(start), entries.get(end))) {
                List<MirroredEntry> run = entries.subList(start, end);
                steps.add(
                        run.get(0).entry() instanceof RegistryChange change
                                ? change(from + start, run.get(0), change)
                                : publications(from + start, run));
                start = end;
            }
        }
        return steps;
    }

    private static boolean continues(MirroredEntry first, MirroredEntry next) {
        return first.entry() instanceof VersionPublished
                && next.entry() instanceof VersionPublished
                && next.time().equals(first.time());
    }

    private static Step change(long index, MirroredEntry entry, RegistryChange change) {
        requireLeaf(index, entry);
        return transaction -> RegistryChanges.apply(
                        transaction,
                        Submission.unattended(change),
                        new RegistryChanges.Moment(index, entry.time()),
                        entry.leaf())
                .recover(failure -> Future.failedFuture(
                        failure instanceof Refused refused
                                ? new LogHalted("entry " + index + " contradicts those before it: " + refused.message())
                                : failure));
    }

    private static Step publications(long from, List<MirroredEntry> run) {
        BatchPlan plan = BatchPlan.of(
                run.stream()
                        .map(entry -> Submission.unattended((VersionPublished) entry.entry()))
                        .toList(),
                new JournalHead(from, from, MerkleHash.EMPTY_ROOT, run.get(0).time()),
                Map.of());
        if (plan.placed().size() != run.size()) {
            throw new LogHalted(
                    "the entries from " + from + " on publish a coordinate twice, or names that are too similar");
        }
        for (int i = 0; i < run.size(); i++) {
            requireLeaf(from + i, run.get(i));
        }
        List<byte[]> leaves = run.stream().map(MirroredEntry::leaf).toList();
        return transaction -> PgJournal.insert(transaction, plan, leaves);
    }

    private static void requireLeaf(long index, MirroredEntry entry) {
        if (!Arrays.equals(LogLeaf.encode(index, entry.time(), entry.entry()), entry.leaf())) {
            throw new LogHalted("entry " + index + " would be written otherwise than it was logged");
        }
    }

    private static Future<Void> write(SqlClient transaction, List<Step> steps) {
        Future<Void> written = Future.succeededFuture();
        for (Step step : steps) {
            written = written.compose(before -> step.write(transaction));
        }
        return written;
    }
}
