package org.actionregistry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.testing.LogCapture;
import org.actionregistry.testing.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
    private final Vertx vertx = Vertx.vertx();
    private final AwkwardStore store = new AwkwardStore();

    @AfterEach
    void close() {
        Outcome.of(vertx.close());
    }

    /** A store that answers when it is told to, or as it was told before. */
    private static final class AwkwardStore implements AuditStore {
        final List<AuditRecord> rows = new ArrayList<>();
        final BlockingQueue<Promise<Void>> asked = new LinkedBlockingQueue<>();
        final Deque<RuntimeException> failures = new ArrayDeque<>();
        volatile boolean waits;

        @Override
        public synchronized Future<Void> append(List<AuditRecord> records) {
            if (records.stream().anyMatch(row -> row.target().equals(Optional.of("poison")))) {
                return Future.failedFuture(new IllegalStateException("refused"));
            }
            if (!failures.isEmpty()) {
                return Future.failedFuture(failures.remove());
            }
            Promise<Void> answer = Promise.promise();
            if (!waits) {
                answer.complete();
            }
            asked.add(answer);
            return answer.future().onSuccess(done -> rows.addAll(records));
        }

        @Override
        public Future<AuditPage> read(AuditQuery query) {
            return Future.succeededFuture(new AuditPage(List.of(), false));
        }

        Promise<Void> nextCall() {
            try {
                Promise<Void> call = asked.poll(20, TimeUnit.SECONDS);
                assertThat(call).as("the store is asked").isNotNull();
                return call;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static AuditRecord row(String principal, String target) {
        return new AuditRecord(
                Instant.EPOCH,
                principal,
                "api_key",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "anOperation",
                Optional.of(target),
                Optional.empty(),
                403,
                Optional.of("FORBIDDEN"));
    }

    @Test
    void rowsAreWrittenInTheirOrder() {
        AuditTrail trail = new AuditTrail(vertx, store, 100);
        for (int i = 0; i < 50; i++) {
            trail.add(row("k", "t" + i));
        }
        Outcome.of(trail.drain());

        assertThat(store.rows).hasSize(50);
        assertThat(store.rows).first().extracting(AuditRecord::target).isEqualTo(Optional.of("t0"));
        assertThat(trail.dropped()).isZero();
    }

    @Test
    void moreThanFitsIsDroppedAndCountedInOneLine() {
        store.waits = true;
        AuditTrail trail = new AuditTrail(vertx, store, 4);
        trail.add(row("k", "under way"));
        Promise<Void> first = store.nextCall();
        for (int i = 0; i < 10; i++) {
            trail.add(row("k", "t" + i));
        }
        assertThat(trail.waiting()).isEqualTo(4);
        assertThat(trail.dropped()).isEqualTo(6);

        try (LogCapture log = LogCapture.from(Level.INFO)) {
            store.waits = false;
            first.complete();
            Outcome.of(trail.drain());
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Audit rows were dropped"))
                    .hasSize(1);
        }
        assertThat(store.rows).hasSize(5);
    }

    @Test
    void aFloodFromNobodyLeavesRoomForOthers() {
        store.waits = true;
        AuditTrail trail = new AuditTrail(vertx, store, 10);
        trail.add(row("k", "under way"));
        Promise<Void> first = store.nextCall();
        for (int i = 0; i < 1000; i++) {
            trail.add(row(AuditRecord.NOBODY, "flood"));
        }
        trail.add(row("thief", "something"));
        store.waits = false;
        first.complete();
        Outcome.of(trail.drain());

        assertThat(store.rows)
                .extracting(AuditRecord::principal)
                .contains("thief")
                .hasSize(7);
        assertThat(trail.dropped()).isEqualTo(995);
    }

    @Test
    void rowsOutlastAStoreThatIsAwayForAWhile() {
        store.failures.add(new Unavailable("away", 1));
        AuditTrail trail = new AuditTrail(vertx, store, 10);
        trail.add(row("k", "one"));
        var unused = store.nextCall();
        trail.add(row("k", "two"));
        Outcome.of(trail.drain());

        assertThat(store.rows).extracting(row -> row.target().orElseThrow()).containsExactly("one", "two");
        assertThat(trail.dropped()).isZero();
    }

    @Test
    void aStoreThatStaysAwayDoesNotHoldUpTheEnd() {
        for (int i = 0; i < 100; i++) {
            store.failures.add(new Unavailable("away", 1));
        }
        AuditTrail trail = new AuditTrail(vertx, store, 10);
        trail.add(row("k", "one"));
        trail.add(row("k", "two"));
        Outcome.of(trail.drain());

        assertThat(store.rows).isEmpty();
        assertThat(trail.dropped()).isEqualTo(2);
    }

    @Test
    void aRowThatCannotBeStoredDoesNotTakeItsNeighboursAlong() {
        store.waits = true;
        AuditTrail trail = new AuditTrail(vertx, store, 10);
        trail.add(row("k", "under way"));
        Promise<Void> first = store.nextCall();
        trail.add(row("k", "before"));
        trail.add(row("k", "poison"));
        trail.add(row("k", "behind"));
        store.waits = false;
        first.complete();
        Outcome.of(trail.drain());

        assertThat(store.rows)
                .extracting(row -> row.target().orElseThrow())
                .containsExactly("under way", "before", "behind");
        assertThat(trail.dropped()).isEqualTo(1);
    }
}
