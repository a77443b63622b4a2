package org.actionregistry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
    private final Doorkeeper doorkeeper = new Doorkeeper();

    @Test
    void aKeyIsKnownFromTheSecondTimeOn() {
        assertThat(doorkeeper.knows("key")).isFalse();
        assertThat(doorkeeper.knows("key")).isTrue();
        assertThat(doorkeeper.knows("key")).isTrue();
        assertThat(doorkeeper.knows("other")).isFalse();
    }

    @Test
    void manyKeysLeaveMostOfAFewHundredOthersKnown() {
        IntStream.range(0, 500).forEach(i -> doorkeeper.knows("page " + i));
        IntStream.range(0, 500).forEach(i -> doorkeeper.knows("seen once " + i));

        assertThat(IntStream.range(0, 500)
                        .filter(i -> doorkeeper.knows("page " + i))
                        .count())
                .isGreaterThan(350);
    }

    @Test
    void keysThatWereNeverAskedForAreNotKnown() {
        assertThat(IntStream.range(0, 100_000)
                        .filter(i -> doorkeeper.knows("once " + i))
                        .count())
                .isLessThan(10);
    }
}
