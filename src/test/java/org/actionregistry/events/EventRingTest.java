package org.actionregistry.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventRingTest {
    @Test
    void keepsTheNewestAndNeverAnswersWithAnother() {
        EventRing ring = new EventRing(4);
        for (long index = 10; index < 17; index++) {
            ring.put(new Event(index, "t", "", "{}"));
        }
        for (long index = 0; index < 40; index++) {
            Event found = ring.get(index);
            if (index >= 13 && index < 17) {
                assertThat(found).isNotNull().extracting(Event::index).isEqualTo(index);
            } else {
                assertThat(found).isNull();
            }
        }
    }

    @Test
    void hasACapacityThatIsAPowerOfTwo() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new EventLimits(second, second, second, second, 100, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
