package org.actionregistry.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.actionregistry.action.ActionName;
import org.actionregistry.journal.Appended;
import org.actionregistry.journal.Submission;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.testing.Publication;
import org.junit.jupiter.api.Test;

class BatchPlanTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final JournalHead HEAD = new JournalHead(7, 7, MerkleHash.EMPTY_ROOT, NOW);

    private static BatchPlan plan(List<VersionPublished> batch, JournalHead head, Map<Integer, Appended> conflicts) {
        return BatchPlan.of(batch.stream().map(Submission::unattended).toList(), head, conflicts);
    }

    @Test
    void indexesAreContiguousOverTheEntriesThatAreWritten() {
        Appended taken = new Appended.TooSimilar(new ActionName("a-b"));
        BatchPlan plan = plan(
                List.of(Publication.of("a", "1.0.0"), Publication.of("a.b", "1.0.0"), Publication.of("a", "1.0.1")),
                HEAD,
                Map.of(1, taken));

        assertThat(plan.outcomes()).containsExactly(new Appended.Written(7, NOW), taken, new Appended.Written(8, NOW));
        assertThat(plan.placed()).extracting(BatchPlan.Placed::index).containsExactly(7L, 8L);
        assertThat(plan.nextIndex()).isEqualTo(9);
    }

    @Test
    void ofTwoEntriesForOneCoordinateTheSecondFindsItTaken() {
        VersionPublished first = Publication.of("a", "1.0.0", "{\"n\":1}");
        BatchPlan plan = plan(List.of(first, Publication.of("a", "1.0.0", "{\"n\":2}")), HEAD, Map.of());

        assertThat(plan.outcomes())
                .containsExactly(
                        new Appended.Written(7, NOW), new Appended.Taken(7, NOW, first.hash(), first.signature()));
        assertThat(plan.placed()).hasSize(1);
    }

    @Test
    void ofTwoNamesThatFoldToOneTheSecondIsTooSimilar() {
        BatchPlan plan = plan(
                List.of(Publication.of("a.b", "1.0.0"), Publication.of("a_b", "1.0.0"), Publication.of("a.b", "2.0.0")),
                HEAD,
                Map.of());

        assertThat(plan.outcomes())
                .containsExactly(
                        new Appended.Written(7, NOW),
                        new Appended.TooSimilar(new ActionName("a.b")),
                        new Appended.Written(8, NOW));
    }

    @Test
    void aNameThatWasNotWrittenDoesNotBlockOthers() {
        BatchPlan plan = plan(
                List.of(Publication.of("a.b", "1.0.0"), Publication.of("a-b", "1.0.0")),
                HEAD,
                Map.of(0, new Appended.TooSimilar(new ActionName("a_b"))));

        assertThat(plan.outcomes().get(1)).isEqualTo(new Appended.Written(7, NOW));
    }
}
