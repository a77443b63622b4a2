package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.actionregistry.failure.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TurnsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
    private final List<Promise<String>> ends = Collections.synchronizedList(new ArrayList<>());

    /** Work that says that it has begun, and ends when the test says so. */
    private Supplier<Future<String>> work(String name) {
        return () -> {
            Promise<String> end = Promise.promise();
            begun.add(name);
            ends.add(end);
            return end.future();
        };
    }

    private static <T> T on(Context context, Supplier<T> call) {
        Promise<T> made = Promise.promise();
        context.runOnContext(now -> made.complete(call.get()));
        return made.future().await();
    }

    private Future<String> ask(Turns turns, Context context, String name) {
        return on(context, () -> turns.take(work(name)));
    }

    @Test
    void soManyAreDoneAtOnceAndTheOthersInTheOrderInWhichTheyCame(Vertx vertx) {
        Turns turns = new Turns(2, LONG);
        Context context = vertx.getOrCreateContext();
        List<Future<String>> asked = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            asked.add(ask(turns, context, name));
        }
        assertThat(begun).containsExactly("a", "b");

        ends.get(1).complete("B");
        asked.get(1).await();
        on(context, () -> null);
        assertThat(begun).containsExactly("a", "b", "c");

        ends.get(0).fail("no A");
        on(context, () -> null);
        assertThat(begun).containsExactly("a", "b", "c", "d");
        assertThat(asked.get(0).cause()).hasMessage("no A");

        ends.get(2).complete("C");
        ends.get(3).complete("D");
        assertThat(asked.get(2).await() + asked.get(3).await()).isEqualTo("CD");
        assertThat(ask(turns, context, "e").isComplete()).isFalse();
        assertThat(begun).endsWith("e");
    }

    @Test
    void whatFailsBeforeItBeginsGivesItsTurnOn(Vertx vertx) {
        Turns turns = new Turns(1, LONG);
        Context context = vertx.getOrCreateContext();
        for (int i = 0; i < 3; i++) {
            Future<String> failed = on(
                    context,
                    () -> turns.take(() -> {
                        throw new IllegalStateException("at once");
                    }));
            assertThat(failed.cause()).hasMessage("at once");
        }
        ask(turns, context, "after");

        assertThat(begun).containsExactly("after");
    }

    @Test
    void whoHasWaitedForTooLongIsToldSoWhenATurnComes(Vertx vertx) throws InterruptedException {
        Turns turns = new Turns(1, Duration.ofMillis(500));
        Context context = vertx.getOrCreateContext();
        ask(turns, context, "long");
        Future<String> late = ask(turns, context, "late");
        Thread.sleep(600);
        Future<String> inTime = ask(turns, context, "in time");
        ends.get(0).complete("done");

        assertThatThrownBy(late::await).isInstanceOf(Unavailable.class);
        on(context, () -> null);
        assertThat(begun).containsExactly("long", "in time");
        ends.get(1).complete("done as well");
        assertThat(inTime.await()).isEqualTo("done as well");
    }

    @Test
    void eachIsDoneOnTheContextOfWhoAskedForIt(Vertx vertx) {
        Turns turns = new Turns(1, LONG);
        List<Context> asking = List.of(vertx.getOrCreateContext(), newContext(vertx), newContext(vertx));
        List<Context> working = Collections.synchronizedList(new ArrayList<>());
        List<Future<String>> done = asking.stream()
                .map(context -> on(
                        context,
                        () -> turns.take(() -> {
                            working.add(Vertx.currentContext());
                            return vertx.timer(1).map(fired -> "done");
                        })))
                .toList();
        Future.all(done).await();

        assertThat(IntStream.range(0, 3).allMatch(i -> working.get(i) == asking.get(i)))
                .isTrue();
    }

    private static Context newContext(Vertx vertx) {
        return ((VertxInternal) vertx).createEventLoopContext();
    }
}
