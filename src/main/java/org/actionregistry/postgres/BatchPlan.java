package org.actionregistry.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.Coordinate;
import org.actionregistry.journal.Actor;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.VersionPublished;

/**
 * Decides, in order, what becomes of each entry of a batch, given what the database already holds. Pure: the caller holds
 * the head row's lock, so the answer stays true until it is written.
 */
final class BatchPlan {
    /** An entry with the index it gets. */
    record Placed(long index, VersionPublished entry, Optional<Actor> actor) {}

    private final JournalHead head;
    private final Instant time;
    private final List<Appended> outcomes = new ArrayList<>();
    private final List<Placed> placed = new ArrayList<>();
    private final Map<Coordinate, Appended.Taken> takenInBatch = new HashMap<>();
    private final Map<String, ActionName> namesInBatch = new HashMap<>();
    private long nextIndex;

    private BatchPlan(JournalHead head) {
        this.head = head;
        this.nextIndex = head.nextIndex();
        this.time = head.time();
    }

    /** @param conflicts by position in the batch, why an entry cannot be written */
    static BatchPlan of(List<Submission<VersionPublished>> batch, JournalHead head, Map<Integer, Appended> conflicts) {
        BatchPlan plan = new BatchPlan(head);
        for (int position = 0; position < batch.size(); position++) {
            Appended conflict = conflicts.get(position);
            plan.outcomes.add(conflict != null ? conflict : plan.place(batch.get(position)));
        }
        return plan;
    }

    private Appended place(Submission<VersionPublished> submission) {
        VersionPublished entry = submission.entry();
        Appended.Taken taken = takenInBatch.get(entry.coordinate());
        if (taken != null) {
            return taken;
        }
        ActionName name = entry.coordinate().name();
        ActionName similar = namesInBatch.putIfAbsent(name.folded(), name);
        if (similar != null && !similar.equals(name)) {
            return new Appended.TooSimilar(similar);
        }
        placed.add(new Placed(nextIndex, entry, submission.actor()));
        takenInBatch.put(entry.coordinate(), new Appended.Taken(nextIndex, time, entry.hash(), entry.signature()));
        return new Appended.Written(nextIndex++, time);
    }

    /** One an entry, in the order of the batch. */
    List<Appended> outcomes() {
        return outcomes;
    }

    /** What is to be written, with contiguous indexes. */
    List<Placed> placed() {
        return placed;
    }

    /** Where the batch goes. */
    JournalHead head() {
        return head;
    }

    /** The head's index once that is written. */
    long nextIndex() {
        return nextIndex;
    }

    /** The one time of the batch. */
    Instant time() {
        return time;
    }
}
