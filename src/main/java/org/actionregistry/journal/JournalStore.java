package org.actionregistry.journal;

import io.vertx.core.Future;
import java.util.List;

/** The durable side of the journal. */
public interface JournalStore {
    /**
     * Publishes a batch in one transaction: locks the head, gives the entries that can be written contiguous indexes in
     * the order of the batch, and writes them with what they change. An entry that cannot be written does not disturb its
     * neighbours; two entries of one batch for the same coordinate are treated as if the second came later.
     *
     * @param onCommit called, on any thread and at most once, when only the commit is left to do: another batch may then be
     *     handed over, which comes after this one
     * @return one outcome an entry, in order; a failed future means nothing of the batch was written (or, when the
     *     connection broke during commit, that it is not known)
     */
    Future<List<Appended>> publish(List<Submission<VersionPublished>> batch, Runnable onCommit);

    /** As the other, for whoever has no further batch. */
    default Future<List<Appended>> publish(List<Submission<VersionPublished>> batch) {
        return publish(batch, () -> {});
    }

    /** As {@link #publish}, with nobody for the audit trail to name. */
    default Future<List<Appended>> append(List<VersionPublished> batch) {
        return publish(Submission.unattended(batch));
    }

    /**
     * Makes one change in a transaction of its own, decided under the head's lock.
     *
     * @return fails with {@link org.actionregistry.failure.Refused} when it contradicts what is there; nothing is written
     *     then
     */
    Future<Appended.Written> change(Submission<? extends RegistryChange> change);

    /** The outcome a publication would have now; writes nothing. */
    Future<Appended> probe(Submission<VersionPublished> publication);
}
