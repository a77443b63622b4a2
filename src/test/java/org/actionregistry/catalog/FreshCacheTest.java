package org.actionregistry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FreshCacheTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final List<Promise<String>> reads = new ArrayList<>();
    private final AtomicLong epoch = new AtomicLong();
    private final Freshness freshness = new Freshness(LONG, epoch::get);
    private Vertx vertx;
    private FreshCache<String, String> cache;

    @BeforeEach
    void make(Vertx instance) {
        vertx = instance;
        cache = cache(1 << 20, LONG);
        freshness.caughtUp(System.nanoTime());
    }

    private FreshCache<String, String> cache(long bytes, Duration revalidate) {
        return new FreshCache<>(
                vertx, freshness, new FreshCache.Limits(bytes, revalidate), (key, value) -> value.length());
    }

    /** A read of the database that the test answers when it likes. */
    private Supplier<Future<String>> database() {
        return () -> {
            Promise<String> read = Promise.promise();
            reads.add(read);
            return read.future();
        };
    }

    private Future<String> get() {
        return cache.get("a", database());
    }

    private String peek() {
        return String.valueOf(cache.peek("a", System.nanoTime()));
    }

    private void remember(String value) {
        Future<String> read = get();
        reads.get(reads.size() - 1).complete(value);
        assertThat(read.result()).isEqualTo(value);
    }

    @Test
    void whatWasReadIsServedWithoutAnotherRead() {
        remember("one");

        assertThat(get().result()).isEqualTo("one");
        assertThat(peek()).isEqualTo("one");
        assertThat(reads).hasSize(1);
    }

    @Test
    void concurrentMissesShareOneRead() {
        List<Future<String>> asked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            asked.add(get());
        }
        reads.get(0).complete("one");

        assertThat(asked).allSatisfy(answer -> assertThat(answer.await()).isEqualTo("one"));
        assertThat(reads).hasSize(1);
    }

    @Test
    void aReadThatBeganBeforeAChangeIsNotKept() {
        Future<String> before = get();
        cache.forget("a");
        reads.get(0).complete("old");

        assertThat(before.result()).isEqualTo("old");
        assertThat(peek()).isEqualTo("null");
        assertThat(get().isComplete()).isFalse();
        assertThat(reads).hasSize(2);
    }

    @Test
    void whoAsksAfterAChangeDoesNotShareAReadThatBeganBeforeIt() {
        Future<String> before = get();
        cache.forgetAll();
        Future<String> after = get();
        reads.get(1).complete("new");
        reads.get(0).complete("old");

        assertThat(before.result()).isEqualTo("old");
        assertThat(after.result()).isEqualTo("new");
        assertThat(peek()).isEqualTo("new");
    }

    @Test
    void aRefreshThatBeganBeforeAChangeDoesNotBringTheOldValueBack() {
        cache = cache(1 << 20, Duration.ofNanos(5_000_000_000L));
        remember("old");
        long late = System.nanoTime() + 4_500_000_000L;
        freshness.caughtUp(late);
        assertThat(cache.peek("a", late)).isEqualTo("old");
        assertThat(reads).hasSize(2);

        cache.forget("a");
        reads.get(1).complete("old");

        assertThat(cache.peek("a", late)).isNull();
    }

    @Test
    void anOldValueIsReadAgainBehindTheBackOfThoseWhoAskAndOnlyOnce() {
        cache = cache(1 << 20, Duration.ofSeconds(5));
        remember("one");
        long late = System.nanoTime() + 4_500_000_000L;
        freshness.caughtUp(late);

        assertThat(cache.peek("a", late)).isEqualTo("one");
        assertThat(cache.peek("a", late)).isEqualTo("one");
        assertThat(reads).hasSize(2);
        reads.get(1).complete("two");
        assertThat(peek()).isEqualTo("two");
    }

    @Test
    void aValueIsNeverServedBeyondTheTimeToRevalidate() {
        cache = cache(1 << 20, Duration.ofSeconds(5));
        remember("one");
        long late = System.nanoTime() + 5_100_000_000L;
        freshness.caughtUp(late);

        assertThat(cache.peek("a", late)).isNull();
    }

    @Test
    void aRefreshThatFailsLeavesTheOldValueAndIsTriedAgain() {
        cache = cache(1 << 20, Duration.ofSeconds(5));
        remember("one");
        long late = System.nanoTime() + 4_500_000_000L;
        freshness.caughtUp(late);
        assertThat(cache.peek("a", late)).isEqualTo("one");
        reads.get(1).fail("away");

        assertThat(cache.peek("a", late)).isEqualTo("one");
        assertThat(reads).hasSize(3);
    }

    @Test
    void aFailureReachesAllWhoWaitForItAndIsNotRemembered() {
        Future<String> first = get();
        Future<String> second = get();
        reads.get(0).fail("away");

        assertThat(first.cause()).hasMessage("away");
        assertThat(second.otherwise(failure -> String.valueOf(failure.getMessage()))
                        .await())
                .isEqualTo("away");
        remember("one");
    }

    @Test
    void nothingIsServedFromMemoryWhileTheJournalIsNotFollowed() {
        remember("one");
        freshness.lost();

        assertThat(peek()).isEqualTo("null");
        assertThat(get().isComplete()).isFalse();

        freshness.caughtUp(System.nanoTime());
        assertThat(peek()).isEqualTo("one");
    }

    @Test
    void nothingIsServedFromMemoryWhenTheJournalWasNotLookedAtForTooLong() {
        remember("one");

        assertThat(cache.peek("a", System.nanoTime() + LONG.toNanos())).isNull();
    }

    @Test
    void whatWasReadUnderOtherTrustIsNotServedNorSharedWithWhoAsksLater() {
        remember("one");
        epoch.incrementAndGet();
        assertThat(peek()).isEqualTo("null");

        Future<String> before = get();
        epoch.incrementAndGet();
        Future<String> after = cache.get("a", () -> Future.succeededFuture("new"));
        reads.get(1).complete("old");

        assertThat(before.result()).isEqualTo("old");
        assertThat(after.await()).isEqualTo("new");
    }

    @Test
    void memoryStaysWithinItsBound() {
        cache = cache(64 * 1024, LONG);
        for (int i = 0; i < 10_000; i++) {
            cache.get("key " + i, () -> Future.succeededFuture("x".repeat(700)));
        }
        long kept = 0;
        for (int i = 0; i < 10_000; i++) {
            kept += cache.peek("key " + i, System.nanoTime()) == null ? 0 : 1;
        }
        // 700 bytes and some 300 around them.
        assertThat(kept).isBetween(1L, 64L * 1024 / 1000);
    }

    @Test
    void withoutMemoryEveryRequestReads() {
        cache = cache(0, LONG);
        remember("one");

        assertThat(peek()).isEqualTo("null");
        remember("two");
    }

    @Test
    void whatIsReadAgainAndIsTheSameStaysTheSameObject() {
        cache = cache(1 << 20, Duration.ofMillis(200));
        String first = "on".concat("e");
        remember(first);
        long giveUp = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (reads.size() < 2 && System.nanoTime() < giveUp) {
            peek();
        }
        reads.get(1).complete("on".concat("e"));

        assertThat(cache.peek("a", System.nanoTime())).isSameAs(first);
    }

    @Test
    void whatHasGrownIsWeighedAnew() {
        AtomicLong weight = new AtomicLong(100);
        FreshCache<String, String> growing = new FreshCache<>(
                vertx, freshness, new FreshCache.Limits(10_000, LONG), (key, value) -> weight.intValue());
        growing.get("a", () -> Future.succeededFuture("one"));
        growing.reweigh("a");
        growing.reweigh("not there");
        assertThat(growing.peek("a", System.nanoTime())).isEqualTo("one");

        weight.set(20_000);
        growing.reweigh("a");

        assertThat(growing.peek("a", System.nanoTime())).isNull();
    }

    private FreshCache<String, String> ofRepeated() {
        return FreshCache.ofRepeated(
                vertx, freshness, new FreshCache.Limits(1 << 20, LONG), (key, value) -> value.length());
    }

    @Test
    void whereOnlyWhatIsAskedForAgainIsKeptTheFirstAnswerIsNot() {
        cache = ofRepeated();
        remember("one");
        assertThat(peek()).isEqualTo("null");

        remember("two");
        assertThat(peek()).isEqualTo("two");

        cache.forgetAll();
        remember("three");
        assertThat(peek()).isEqualTo("three");
        assertThat(reads).hasSize(3);
    }

    @Test
    void whoAsksWhileTheFirstAnswerIsReadSharesItAndTheNextOneIsKept() {
        cache = ofRepeated();
        List<Future<String>> asked = List.of(get(), get(), get());
        reads.get(0).complete("one");
        assertThat(asked).allSatisfy(answer -> assertThat(answer.await()).isEqualTo("one"));
        assertThat(peek()).isEqualTo("null");

        remember("two");

        assertThat(peek()).isEqualTo("two");
        assertThat(reads).hasSize(2);
    }

    @Test
    void aFailureToReadWhatIsNotKeptIsToldToAllWhoAsked() {
        cache = ofRepeated();
        List<Future<String>> asked = List.of(get(), get());
        reads.get(0).fail("away");

        assertThat(asked.get(0).cause()).hasMessage("away");
        assertThat(get().isComplete()).isFalse();
        assertThat(reads).hasSize(2);
    }
}
