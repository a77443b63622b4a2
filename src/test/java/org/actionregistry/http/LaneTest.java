package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final AtomicLong clock = new AtomicLong();
    private final Lane lane = new Lane(400, clock::get);

    @Test
    void aBurstFillsEveryPlaceAndNoMore() {
        List<Lane.Place> places = fill();

        assertThat(places).hasSize(400);
        assertThat(lane.isFull()).isTrue();

        places.get(0).leave();
        assertThat(lane.isFull()).isFalse();
    }

    @Test
    void burstsThatAreSoonDoneKeepAllPlacesOpen() {
        for (int i = 0; i < 10; i++) {
            assertThat(fill()).hasSize(400).allSatisfy(place -> leaveAfterMillis(place, 0));
            clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        }
    }

    @Test
    void whatTakesTooLongIsLetInLessUntilItTakesLessThanHalfASecond() {
        // 100 a second, whatever is within: 400 of them would take four seconds each.
        List<Lane.Place> within = fill();
        for (int i = 0; i < 3000; i++) {
            leaveAfterMillis(within.remove(0), 10);
            within.addAll(fill());
        }

        assertThat(within).hasSizeBetween(20, 50);
    }

    @Test
    void placesComeBackWhenTheWorkIsFastAgain() {
        fill().forEach(place -> leaveAfterMillis(place, 10));
        fill().forEach(place -> leaveAfterMillis(place, 10));
        List<Lane.Place> few = fill();
        assertThat(few).hasSizeLessThan(200);
        few.forEach(place -> leaveAfterMillis(place, 0));

        for (int i = 0; i < 10; i++) {
            fill().forEach(place -> leaveAfterMillis(place, 0));
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }

        assertThat(fill()).hasSize(400);
    }

    private List<Lane.Place> fill() {
        List<Lane.Place> places = new ArrayList<>();
        for (Lane.Place place = lane.enter(); place != null; place = lane.enter()) {
            places.add(place);
        }
        return places;
    }

    private void leaveAfterMillis(Lane.Place place, long millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        place.leave();
    }
}
