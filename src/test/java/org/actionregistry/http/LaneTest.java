package org.actionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final AtomicLong clock = new AtomicLong();
    private final Lane lane = new Lane(400, clock::get);

    @Test
    void aBurstAfterSilenceFillsEveryPlaceAndNoMore() {
        clock.addAndGet(TimeUnit.HOURS.toNanos(1));

        assertThat(enter(1000)).isEqualTo(400);
        assertThat(lane.isFull()).isTrue();

        lane.leave();
        assertThat(lane.isFull()).isFalse();
    }

    @Test
    void aBusyLaneHoldsWhatLeavesInHalfASecond() {
        enter(400);
        serve(100, 10);

        assertThat(held()).isBetween(45, 55);
    }

    @Test
    void aLaneThatStandsStillStillTriesAFew() {
        enter(400);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(lane.isFull()).isTrue();
        for (int i = 0; i < 400; i++) {
            lane.leave();
        }

        assertThat(enter(1000)).isEqualTo(16);
    }

    @Test
    void aLaneThatIsIdleAgainGetsItsPlacesBack() {
        enter(400);
        serve(100, 10);
        for (int held = held(); held > 0; held--) {
            lane.leave();
        }
        for (int i = 0; i < 10; i++) {
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertThat(lane.isFull()).isFalse();
        }

        assertThat(enter(1000)).isEqualTo(400);
    }

    private int entered;

    private int enter(int attempts) {
        int before = entered;
        for (int i = 0; i < attempts; i++) {
            entered += lane.enter() ? 1 : 0;
        }
        return entered - before;
    }

    /** Serves so many a second, with more always waiting outside. */
    private void serve(int perSecond, int seconds) {
        for (int i = 0; i < perSecond * seconds; i++) {
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1) / perSecond);
            lane.leave();
            entered--;
            enter(3);
        }
    }

    private int held() {
        return entered;
    }
}
