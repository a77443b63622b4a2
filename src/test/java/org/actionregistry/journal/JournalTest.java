package org.actionregistry.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.DistTag;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.testing.Outcome;
import org.actionregistry.testing.Publication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the journal hands over what waits, to a store whose every step the test takes itself. */
class JournalTest {
    private static final int MOST_WAITING = 2;

    private Vertx vertx;
    private StepByStep store;
    private Journal journal;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        store = new StepByStep();
        journal = new Journal(vertx, store, MOST_WAITING, 10);
    }

    @AfterEach
    void close() {
        Outcome.of(vertx.close());
    }

    /** A transaction that has been handed over. */
    private record HandedOver(
            List<Submission<VersionPublished>> batch, Runnable onCommit, Promise<List<Appended>> outcome) {
        int size() {
            return batch.size();
        }

        void end() {
            outcome.complete(IntStream.range(0, size())
                    .<Appended>mapToObj(i -> new Appended.Written(i, Instant.EPOCH))
                    .toList());
        }
    }

    private static final class StepByStep implements JournalStore {
        private final BlockingQueue<HandedOver> handedOver = new LinkedBlockingQueue<>();

        @Override
        public Future<List<Appended>> publish(List<Submission<VersionPublished>> batch, Runnable onCommit) {
            Promise<List<Appended>> outcome = Promise.promise();
            handedOver.add(new HandedOver(batch, onCommit, outcome));
            return outcome.future();
        }

        @Override
        public Future<Appended.Written> change(Submission<? extends RegistryChange> change) {
            Promise<List<Appended>> outcome = Promise.promise();
            handedOver.add(new HandedOver(List.of(), () -> {}, outcome));
            return outcome.future().map(done -> new Appended.Written(0, Instant.EPOCH));
        }

        @Override
        public Future<Appended> probe(Submission<VersionPublished> publication) {
            return Future.succeededFuture(new Appended.Written(0, Instant.EPOCH));
        }

        HandedOver next() throws InterruptedException {
            HandedOver next = handedOver.poll(30, TimeUnit.SECONDS);
            assertThat(next).as("a transaction that is handed over").isNotNull();
            return next;
        }
    }

    private Future<Appended> publish(String version) {
        return journal.publish(Submission.unattended(Publication.of("journal.test", version, "{}")));
    }

    /** The queue is full, so all that was asked for before has been looked at; and the store has been handed none of it. */
    private void assertThatAllWait() {
        assertThat(Outcome.failureOf(publish("9.9.9"))).isInstanceOf(Unavailable.class);
        assertThat(store.handedOver).isEmpty();
    }

    @Test
    void whatArrivesBeforeACommitGoesIntoOneBatchBehindIt() throws InterruptedException {
        publish("1.0.0");
        HandedOver first = store.next();
        Future<Appended> second = publish("1.0.1");
        Future<Appended> third = publish("1.0.2");
        assertThatAllWait();

        first.onCommit().run();
        HandedOver behind = store.next();
        assertThat(behind.size()).isEqualTo(2);

        first.end();
        behind.end();
        assertThat(Outcome.of(Future.all(second, third)).succeeded()).isTrue();
    }

    @Test
    void noMoreThanTwoBatchesAreUnderWay() throws InterruptedException {
        publish("1.0.0");
        HandedOver first = store.next();
        first.onCommit().run();
        publish("1.0.1");
        HandedOver second = store.next();
        second.onCommit().run();
        publish("1.0.2");
        publish("1.0.3");
        assertThatAllWait();

        first.end();
        assertThat(store.next().size()).isEqualTo(2);
        second.end();
    }

    @Test
    void aChangeWaitsForEveryBatchBeforeIt() throws InterruptedException {
        publish("1.0.0");
        HandedOver first = store.next();
        first.onCommit().run();
        Future<Appended.Written> change = journal.change(
                Submission.unattended(new TagRemoved(new ActionName("journal.test"), new DistTag("old"))));
        publish("1.0.1");
        assertThatAllWait();

        first.end();
        store.next().end();
        assertThat(Outcome.of(change).index()).isZero();
    }

    @Test
    void aBatchThatFailsBeforeItsCommitHoldsUpNothing() throws InterruptedException {
        Future<Appended> first = publish("1.0.0");
        store.next().outcome().fail("the database is away");
        assertThat(Outcome.failureOf(first)).hasMessage("the database is away");

        Future<Appended> second = publish("1.0.1");
        store.next().end();
        assertThat(Outcome.of(second)).isInstanceOf(Appended.Written.class);
    }
}
