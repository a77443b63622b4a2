package org.actionregistry.postgres;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import org.actionregistry.journal.Actor;
import org.actionregistry.journal.KeyAdded;
import org.actionregistry.journal.KeyRetired;
import org.actionregistry.journal.KeyRevoked;
import org.actionregistry.journal.NamespaceChanged;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.journal.StatusChanged;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.TagMoved;
import org.actionregistry.journal.TagRemoved;
import org.actionregistry.json.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** Changes that are not publications: each is decided against the tables, written with its entry, and audited. */
final class RegistryChanges {
    /** Where an entry stands, and when it was made. */
    record Moment(long index, Instant time) {}

    private RegistryChanges() {}

    /**
     * Makes a change under the head's lock.
     *
     * @return the leaf of its entry; fails with {@link org.actionregistry.failure.Refused} when it contradicts what is there
     */
    static Future<byte[]> apply(SqlClient transaction, Submission<? extends RegistryChange> change, JournalHead head) {
        byte[] leaf = LogLeaf.encode(head.nextIndex(), head.time(), change.entry());
        return apply(transaction, change, new Moment(head.nextIndex(), head.time()), leaf)
                .map(leaf);
    }

    /** As the other, with a leaf that was made before; for mirrors. */
    static Future<Void> apply(
            SqlClient transaction, Submission<? extends RegistryChange> change, Moment moment, byte[] leaf) {
        // The entry before what changes, which refers to it.
        return Ownership.require(transaction, change)
                .compose(permitted -> transaction.preparedQuery(INSERT_ENTRY).execute(entry(change, moment, leaf)))
                .compose(inserted -> make(transaction, change.entry(), moment));
    }

    private static final String INSERT_ENTRY = """
            WITH logged AS (
                INSERT INTO journal (index, type, body, leaf, time)
                VALUES ($1::bigint, $2, $3::text::jsonb, $4, $5::timestamptz)
            )
            INSERT INTO audit (time, principal, credential, role, address, request_id, operation, target, kid, status, log_index)
            SELECT $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::integer, $1
            WHERE $6::text IS NOT NULL
            """;

    private static Tuple entry(Submission<? extends RegistryChange> change, Moment moment, byte[] leaf) {
        RegistryChange entry = change.entry();
        @Nullable Actor actor = change.actor().orElse(null);
        Tuple tuple = Tuple.of(
                moment.index(),
                entry.type(),
                StorableText.json(CanonicalJson.encode(entry.body())),
                Buffer.buffer(leaf),
                moment.time().atOffset(ZoneOffset.UTC));
        tuple.addValue(actor == null ? null : actor.principal())
                .addValue(actor == null ? null : actor.credential())
                .addValue(actor == null ? null : actor.role())
                .addValue(actor == null ? null : actor.address().orElse(null))
                .addValue(actor == null ? null : actor.requestId().orElse(null))
                .addValue(actor == null ? null : actor.operation());
        return tuple.addValue(entry.target())
                .addValue(entry.body().get("kid"))
                .addValue(entry instanceof KeyAdded ? 201 : 200);
    }

    private static Future<Void> make(SqlClient transaction, RegistryChange change, Moment moment) {
        if (change instanceof KeyAdded added) {
            return KeyChanges.add(transaction, added, moment);
        } else if (change instanceof KeyRetired retired) {
            return KeyChanges.retire(transaction, retired, moment);
        } else if (change instanceof KeyRevoked revoked) {
            return KeyChanges.revoke(transaction, revoked, moment);
        } else if (change instanceof StatusChanged status) {
            return StatusChanges.set(transaction, status, moment);
        } else if (change instanceof TagMoved moved) {
            return TagChanges.move(transaction, moved, moment);
        } else if (change instanceof TagRemoved removed) {
            return TagChanges.remove(transaction, removed);
        }
        return NamespaceChanges.set(transaction, (NamespaceChanged) change, moment);
    }
}
