package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.CheckpointSigner;
import org.actionregistry.journal.JournalStore;
import org.actionregistry.journal.LogHalted;
import org.actionregistry.journal.LogWatermark;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.signing.SignedNote;

/**
 * The journal in PostgreSQL. A batch takes the same few statements however many entries it has, and one commit.
 *
 * <p>After each batch, {@code NOTIFY journal} carries the next index to be written.
 */
public final class PgJournal implements JournalStore {
    private final Database database;
    private final LogTree tree;

    /** Whether {@link #settle} has found that this process may write; also true where there is nothing to settle. */
    private volatile boolean settled;

    /** The batch that has sent its {@code COMMIT} last; complete once this process knows what became of it. */
    private volatile Future<?> committing = Future.succeededFuture();

    /** A journal whose tree grows unsigned, until a server with a key comes. */
    public PgJournal(Vertx vertx, Database database) {
        this(vertx, database, Optional.empty(), LogWatermark.inMemory());
    }

    /**
     * A journal whose every batch ends with a signed checkpoint.
     *
     * @param watermark what this process or its predecessors have published
     */
    public PgJournal(Vertx vertx, Database database, Optional<CheckpointSigner> signer, LogWatermark watermark) {
        this.database = database;
        this.tree = new LogTree(vertx, signer, watermark);
        this.settled = signer.isEmpty();
    }

    /** Calls {@code listener}, on any thread, with each checkpoint of this process that has become durable. */
    public void onCheckpoint(Consumer<SignedNote> listener) {
        tree.onCheckpoint(listener);
    }

    /** Why nothing is written any more: signing on would give the log a second history. Empty while all is well. */
    public Optional<String> halted() {
        return tree.halted();
    }

    @Override
    public Future<List<Appended>> publish(List<Submission<VersionPublished>> batch, Runnable onCommit) {
        if (batch.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return written(() -> {
                    Promise<Void> settling = Promise.promise();
                    return database.pipelined(transaction -> plan(transaction.client(), batch)
                                    .compose(plan ->
                                            write(transaction, plan, () -> committing = settling.future(), onCommit)))
                            .onSuccess(this::committed)
                            .onComplete(known -> settling.complete());
                })
                .map(Written::outcomes);
    }

    /**
     * Sent in one go: the connection runs one statement after the other, so the conflicts are looked for under the lock.
     * Whoever has the lock comes after the batch that has sent its {@code COMMIT}, and waits until this process knows so too:
     * the tree in memory is then the one to go on with.
     */
    private Future<BatchPlan> plan(SqlClient transaction, List<Submission<VersionPublished>> batch) {
        Future<JournalHead> locked = lockHead(transaction);
        Future<Map<Integer, Appended>> conflicts = Conflicts.find(transaction, batch);
        return Future.all(locked, conflicts)
                .compose(both -> committing)
                .map(known -> BatchPlan.of(batch, locked.result(), conflicts.result()));
    }

    @Override
    public Future<Appended.Written> change(Submission<? extends RegistryChange> change) {
        return written(() -> database.transaction(transaction -> lockHead(transaction)
                                .compose(head -> RegistryChanges.apply(transaction, change, head)
                                        .compose(leaf -> tree.grow(transaction, head, List.of(leaf)))
                                        .compose(growth -> advance(
                                                        transaction, head.nextIndex() + 1, head.time(), growth)
                                                .map(new Written(
                                                        List.of(new Appended.Written(head.nextIndex(), head.time())),
                                                        Optional.of(growth))))))
                        .onSuccess(this::committed))
                .map(written -> (Appended.Written) written.outcomes().get(0));
    }

    /** One transaction, whose first statement is to take the head's lock. */
    private Future<Written> written(Supplier<Future<Written>> transaction) {
        return tree.proceed()
                .compose(proceed -> settled ? Future.succeededFuture() : settle())
                .compose(settling -> transaction.get())
                .recover(PgJournal::asUnavailable);
    }

    private void committed(Written written) {
        written.growth().ifPresent(tree::committed);
    }

    /** @param growth empty where nothing was written */
    private record Written(List<Appended> outcomes, Optional<LogTree.Growth> growth) {}

    private static <T> Future<T> asUnavailable(Throwable failure) {
        return Future.failedFuture(
                failure instanceof LogHalted halted
                        ? new Unavailable("The log is halted and nothing can be written: " + halted.getMessage(), 60)
                        : failure);
    }

    private static final String LATEST_CHECKPOINT =
            "SELECT size, root, note FROM log_checkpoints ORDER BY size DESC LIMIT 1";

    /**
     * Makes sure that this process may continue the log, and brings its tree and checkpoint up to the journal's last entry.
     * Where nobody has called it before, the first append does: the database may have been away at the start.
     *
     * @return fails with {@link LogHalted} on a log that others have signed, and on a database that was set back
     */
    public Future<Void> settle() {
        return database.transaction(transaction -> lockHead(transaction)
                        .compose(head -> transaction
                                .preparedQuery(LATEST_CHECKPOINT)
                                .execute()
                                .compose(rows -> settle(transaction, head, rows))))
                .onSuccess(growth -> {
                    growth.ifPresent(tree::committed);
                    settled = true;
                })
                .mapEmpty();
    }

    private Future<Optional<LogTree.Growth>> settle(SqlClient transaction, JournalHead head, RowSet<Row> rows) {
        if (tree.signer().isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        CheckpointSigner signer = tree.signer().get();
        long signedSize = -1;
        if (rows.size() > 0) {
            Row latest = rows.iterator().next();
            signedSize = latest.getLong("size");
            Optional<String> foreign = ForeignLog.reason(signer, latest.getString("note"));
            if (foreign.isPresent()) {
                return tree.halt(foreign.get());
            }
            if (signedSize > head.treeSize()) {
                return tree.halt("a checkpoint of size " + signedSize + " was signed, the tree has " + head.treeSize());
            }
        }
        boolean complete = signedSize == head.nextIndex();
        return tree.grow(transaction, head, List.of())
                .compose(growth -> complete
                        ? Future.succeededFuture(Optional.of(growth))
                        : advance(transaction, head.nextIndex(), head.time(), growth)
                                .map(Optional.of(growth)));
    }

    @Override
    public Future<Appended> probe(Submission<VersionPublished> publication) {
        return database.statement(Conflicts.find(database.current(), List.of(publication))
                .compose(conflicts -> {
                    Appended conflict = conflicts.get(0);
                    return conflict != null
                            ? Future.succeededFuture(conflict)
                            : readHead().map(PgJournal::wouldBeWritten);
                }));
    }

    private static Appended wouldBeWritten(JournalHead head) {
        return new Appended.Written(head.nextIndex(), head.time());
    }

    private static final String LOCK_HEAD = """
            SELECT next_index, tree_size, tree_root, greatest(last_time, clock_timestamp()) AS time FROM journal_head FOR UPDATE
            """;

    /** From here to the commit no other writer can look or write, on any instance. */
    static Future<JournalHead> lockHead(SqlClient transaction) {
        return transaction.preparedQuery(LOCK_HEAD).execute().map(PgJournal::head);
    }

    private static final String READ_HEAD = """
            SELECT next_index, tree_size, tree_root, greatest(last_time, clock_timestamp()) AS time FROM journal_head
            """;

    private Future<JournalHead> readHead() {
        return database.current().preparedQuery(READ_HEAD).execute().map(PgJournal::head);
    }

    private static JournalHead head(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        return new JournalHead(
                row.getLong("next_index"),
                row.getLong("tree_size"),
                MerkleHash.of(row.getBuffer("tree_root").getBytes()),
                VersionRows.instant(row, "time"));
    }

    /**
     * The tree grows and is signed while the database writes; neither waits for the other.
     *
     * @param beforeCommit called before the {@code COMMIT} is sent
     * @param onCommit called when the database has come to it, which is late, so that more entries find a place in the next
     *     batch, and early enough for that batch to wait for the lock when it becomes free
     */
    private Future<Written> write(
            OpenTransaction transaction, BatchPlan plan, Runnable beforeCommit, Runnable onCommit) {
        if (plan.placed().isEmpty()) {
            return Future.succeededFuture(new Written(plan.outcomes(), Optional.empty()));
        }
        List<byte[]> leaves = plan.placed().stream()
                .map(placed -> LogLeaf.encode(placed.index(), plan.time(), placed.entry()))
                .toList();
        Future<Void> inserted = insert(transaction.client(), plan, leaves);
        Future<LogTree.Growth> grown = tree.grow(transaction.client(), plan.head(), leaves);
        return Future.all(inserted, grown)
                .compose(both -> {
                    beforeCommit.run();
                    return transaction.commit(
                            advance(transaction.client(), plan.nextIndex(), plan.time(), grown.result())
                                    .onSuccess(advanced -> onCommit.run()));
                })
                .map(advanced -> new Written(plan.outcomes(), Optional.of(grown.result())));
    }

    /** Writes entries, versions and summaries; head, tiles and checkpoint are for {@link #advance}. */
    static Future<Void> insert(SqlClient transaction, BatchPlan plan, List<byte[]> leaves) {
        BatchColumns columns = new BatchColumns(plan, leaves);
        // Both in one go. Where the first fails the second does as well, later and for its sake.
        return Future.all(
                        transaction.preparedQuery(INSERT_ENTRIES).execute(columns.entries()),
                        ActionSummaries.refresh(transaction, columns.actions()))
                .mapEmpty();
    }

    /** One statement for all of it: a version exists if and only if its entry does, and its audit row with them. */
    private static final String INSERT_ENTRIES = """
            WITH entries AS (
                SELECT * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::text[], $8::text[],
                    $9::boolean[], $10::bytea[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
                    $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $22::bytea[])
                AS e (index, type, body, leaf, name, version, precedence,
                    prerelease, canonical, indexed_json, hash, sig_alg, sig_kid, sig_b64,
                    principal, credential, role, address, request_id, operation, seal)
            ), logged AS (
                INSERT INTO journal (index, type, body, leaf, time)
                SELECT index, type, body::jsonb, leaf, $1::timestamptz FROM entries
            ), audited AS (
                INSERT INTO audit (time, principal, credential, role, address, request_id, operation,
                    target, kid, status, log_index)
                SELECT $1::timestamptz, principal, credential, role, address, request_id, operation,
                    name || '@' || version, sig_kid, 201, index
                FROM entries
                WHERE principal IS NOT NULL
            )
            INSERT INTO action_versions (name, version, precedence, prerelease, schema_json, canonical,
                hash, sig_alg, sig_kid, sig_b64, seal, created_at, log_index)
            SELECT name, version, precedence, prerelease, coalesce(indexed_json, convert_from(canonical, 'UTF8'))::jsonb,
                canonical, hash, sig_alg, sig_kid, sig_b64, seal, $1::timestamptz, index
            FROM entries
            """;

    /** Tiles, checkpoint and head in one round trip, and the word to everyone who listens. */
    private static final String ADVANCE_HEAD = """
            WITH tiles AS (
                INSERT INTO log_tiles (level, n, hashes)
                SELECT * FROM unnest($3::int[], $4::bigint[], $5::bytea[])
                ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes
            ), checkpoint AS (
                INSERT INTO log_checkpoints (size, root, note)
                SELECT $1::bigint, $6::bytea, $7::text WHERE $7::text IS NOT NULL
            ), head AS (
                UPDATE journal_head SET next_index = $1, last_time = $2, tree_size = $1, tree_root = $6
                RETURNING next_index
            )
            SELECT pg_notify('journal', next_index::text) FROM head
            """;

    static Future<Void> advance(SqlClient transaction, long nextIndex, Instant time, LogTree.Growth growth) {
        return transaction
                .preparedQuery(ADVANCE_HEAD)
                .execute(growth.appendTo(Tuple.of(nextIndex, time.atOffset(ZoneOffset.UTC))))
                .mapEmpty();
    }
}
