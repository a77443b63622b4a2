package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final int MOST = 400;
    private static final double TARGET_MS = Lane.TARGET_NANOS / 1e6;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final Lane lane = new Lane(MOST, clock::get);

    @Test
    void aBurstFillsEveryPlaceAndNoMore() {
        List<Lane.Place> places = fill();

        assertThat(places).hasSize(MOST);
        assertThat(lane.isFull()).isTrue();

        places.get(0).leave();
        assertThat(lane.isFull()).isFalse();
    }

    @Test
    void burstsThatAreSoonDoneKeepAllPlacesOpen() {
        for (int i = 0; i < 10; i++) {
            List<Lane.Place> burst = fill();
            assertThat(burst).hasSize(MOST);
            passMillis(5);
            burst.forEach(Lane.Place::leave);
            passMillis(2_000);
        }
    }

    @Test
    void nobodyIsLetInToThoseWhoWaitForSomethingThatDoesNotCome() {
        List<Lane.Place> stuck = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            stuck.add(Objects.requireNonNull(lane.enter()));
        }
        assertThat(lane.isFull()).isFalse();

        passMillis(400);
        assertThat(lane.isFull()).isFalse();
        passMillis(1);
        assertThat(lane.isFull()).isTrue();
        assertThat(lane.enter()).isNull();

        stuck.forEach(Lane.Place::leave);
        assertThat(lane.isFull()).isFalse();
    }

    @Test
    void oneThatIsSlowKeepsNobodyOut() {
        Lane.Place slow = Objects.requireNonNull(lane.enter());
        passMillis(60_000);

        for (int i = 0; i < 1_000; i++) {
            List<Lane.Place> others = new ArrayList<>();
            for (int n = 0; n < 30; n++) {
                others.add(Objects.requireNonNull(lane.enter()));
            }
            passMillis(2);
            others.forEach(Lane.Place::leave);
        }
        slow.leave();
    }

    @Test
    void whatIsAnsweredAtOnceDoesNotHideThatTheRestIsSlow() {
        List<Lane.Place> slow = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            passMillis(10);
            if (!slow.isEmpty()) {
                slow.remove(0).leave();
            }
            for (int hits = 0; hits < 50; hits++) {
                Lane.Place hit = lane.enter();
                if (hit != null) {
                    hit.leave();
                }
            }
            slow.addAll(fill());
        }

        assertThat(slow).hasSizeBetween(64, 77);
    }

    @Test
    void placesComeBackWithinASecondWhenTheWorkIsFastAgain() {
        Load slow = new Load(lane, clock, 50);
        slow.run(200, 5_000);
        slow.finish();
        assertThat(fillAndLeave()).isLessThan(70);

        Load fast = new Load(lane, clock, 5_000);
        fast.run(4_000, 1_000);
        fast.finish();

        assertThat(fillAndLeave()).isEqualTo(MOST);
    }

    /** From too much for one search at a time to more than all places hold, whatever the overload. */
    @Property(tries = 60)
    void whateverTheWorkCostsWhatIsLetInIsSoonDoneAndAsMuchIsDoneAsCanBe(
            @ForAll @IntRange(min = 200, max = 4_000) int capacity, @ForAll @IntRange(min = 2, max = 8) int overload) {
        AtomicLong time = new AtomicLong();
        Load load = new Load(new Lane(512, time::get), time, capacity);
        load.run(capacity * overload, 3_000);
        Load.Outcome outcome = load.run(capacity * overload, 10_000);

        assertThat(outcome.perSecond()).isGreaterThan(0.97 * capacity);
        assertThat(outcome.longestMs()).isLessThan(1.2 * Math.max(TARGET_MS, 1_000.0 * Lane.LEAST / capacity));
    }

    @Property(tries = 30)
    void theFirstMomentsOfAnOverloadAreNoWorse(
            @ForAll @IntRange(min = 100, max = 4_000) int capacity, @ForAll @IntRange(min = 2, max = 4) int overload) {
        AtomicLong time = new AtomicLong();
        Load load = new Load(new Lane(512, time::get), time, capacity);

        assertThat(load.run(capacity * overload, 5_000).longestMs()).isLessThan(1_000);
    }

    @Property(tries = 30)
    void whatTheServerCanDoIsNeverTurnedAway(@ForAll @IntRange(min = 100, max = 4_000) int capacity) {
        AtomicLong time = new AtomicLong();
        Load load = new Load(new Lane(512, time::get), time, capacity);

        assertThat(load.run((int) (0.9 * capacity), 5_000).refused()).isZero();
    }

    private int fillAndLeave() {
        List<Lane.Place> places = fill();
        places.forEach(Lane.Place::leave);
        return places.size();
    }

    private List<Lane.Place> fill() {
        List<Lane.Place> places = new ArrayList<>();
        for (Lane.Place place = lane.enter(); place != null; place = lane.enter()) {
            places.add(place);
        }
        return places;
    }

    private void passMillis(long millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
