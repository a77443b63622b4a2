package org.actionregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.testing.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerificationPoolTest {
    private static final int THREADS = 2;
    private static final int MOST = 1_000;

    private Vertx vertx;
    private VerificationPool pool;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        pool = new VerificationPool(vertx, THREADS, MOST);
    }

    @AfterEach
    void close() {
        pool.close();
        Outcome.of(vertx.close());
    }

    @Test
    void everyTaskIsRunOnceHoweverManyWait() {
        AtomicInteger runs = new AtomicInteger();
        List<Future<Integer>> tasks = IntStream.range(0, MOST)
                .mapToObj(i -> pool.run(() -> {
                    runs.incrementAndGet();
                    return i;
                }))
                .toList();

        Outcome.of(Future.all(tasks));

        assertThat(tasks.stream().map(Future::result))
                .containsExactlyElementsOf(IntStream.range(0, MOST).boxed().toList());
        assertThat(runs).hasValue(MOST);
        assertThat(pool.inFlight()).isZero();
    }

    @Test
    void asManyRunAtATimeAsThereAreThreads() throws InterruptedException {
        CountDownLatch together = new CountDownLatch(THREADS);
        Outcome.of(Future.all(Stream.generate(() -> pool.run(() -> {
                    together.countDown();
                    together.await();
                    return true;
                }))
                .limit(THREADS)
                .toList()));

        assertThat(together.getCount()).isZero();
    }

    @Test
    void aTaskThatFailsDisturbsNoOther() {
        Future<Object> broken = pool.run(() -> {
            throw new AssertionError("a defect");
        });
        Future<String> sound = pool.run(() -> "sound");

        assertThat(Outcome.of(broken.recover(Future::succeededFuture))).isInstanceOf(AssertionError.class);
        assertThat(Outcome.of(sound)).isEqualTo("sound");
    }

    @Test
    void theOutcomeComesBackToTheCallersContext() {
        Context context = vertx.getOrCreateContext();
        Future<Boolean> same = Future.future(promise -> context.runOnContext(
                none -> pool.run(() -> true).onComplete(done -> promise.complete(Vertx.currentContext() == context))));

        assertThat(Outcome.of(same)).isTrue();
    }

    @Test
    void whatIsTooMuchIsTurnedAway() {
        CountDownLatch gate = new CountDownLatch(1);
        List<Future<Boolean>> admitted = Stream.generate(() -> pool.run(() -> {
                    gate.await();
                    return true;
                }))
                .limit(MOST)
                .toList();

        assertThat(Outcome.failureOf(pool.run(() -> true))).isInstanceOf(Unavailable.class);
        gate.countDown();
        Outcome.of(Future.all(admitted));
    }
}
