package org.actionregistry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final Rate THREE_AN_HOUR = new Rate(3, 3, Duration.ofHours(1));

    @Test
    void aBucketHoldsSoManyAndSaysWhenMoreCome() {
        TokenBuckets buckets = new TokenBuckets(THREE_AN_HOUR);
        for (long left = 2; left >= 0; left--) {
            Allowance allowance = buckets.take("a");
            assertThat(allowance.taken()).isTrue();
            assertThat(allowance.limit()).isEqualTo(3);
            assertThat(allowance.remaining()).isEqualTo(left);
        }

        Allowance none = buckets.take("a");

        assertThat(none.taken()).isFalse();
        assertThat(none.remaining()).isZero();
        assertThat(none.retrySeconds()).isBetween(1190L, 1200L);
        assertThat(none.resetSeconds()).isBetween(3590L, 3600L);
        assertThat(buckets.take("b").taken()).as("another's bucket").isTrue();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        TokenBuckets buckets = new TokenBuckets(new Rate(1, 1, Duration.ofHours(1)));
        assertThat(buckets.take("a").taken()).isTrue();
        assertThat(buckets.take("a").taken()).isFalse();

        buckets.giveBack("a");

        assertThat(buckets.take("a").taken()).isTrue();
    }

    @Test
    void givingBackNeverMakesABucketLarger() {
        TokenBuckets buckets = new TokenBuckets(THREE_AN_HOUR);
        buckets.take("a");
        buckets.giveBack("a");
        buckets.giveBack("a");
        assertThat(buckets.take("a").remaining()).isEqualTo(2);
    }

    @Test
    void aRateOfNothingIsNoLimit() {
        assertThat(Rate.perSecond(0, 100).isLimited()).isFalse();
        assertThat(Rate.perMinute(0).isLimited()).isFalse();
        assertThatThrownBy(() -> new TokenBuckets(Rate.UNLIMITED)).isInstanceOf(IllegalArgumentException.class);
    }
}
