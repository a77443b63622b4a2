package org.actionregistry.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.actionregistry.signing.RevocationReason;

/** What a key vouches for, over every order of what can happen to it. In these worlds entry {@code i} has the time {@code i}. */
class KeyLifeTest {
    private static final int LAST = 12;

    private static Instant time(long index) {
        return Instant.ofEpochSecond(index);
    }

    private static KeyLife.Moment moment(long index) {
        return new KeyLife.Moment(index, time(index));
    }

    @Provide
    Arbitrary<KeyLife> lives() {
        Arbitrary<Optional<Long>> place = Arbitraries.longs().between(0, LAST).optional();
        Arbitrary<Optional<KeyLife.Revocation>> revocation = Combinators.combine(
                        Arbitraries.longs().between(0, LAST), Arbitraries.of(RevocationReason.values()), place)
                .as((index, reason, since) ->
                        new KeyLife.Revocation(moment(index), reason, since.map(KeyLifeTest::time)))
                .optional();
        return Combinators.combine(place, place, place, place, revocation)
                .as((added, from, until, retired, revoked) -> new KeyLife(
                        added.map(KeyLifeTest::moment),
                        from.map(KeyLifeTest::time),
                        until.map(KeyLifeTest::time),
                        retired.map(KeyLifeTest::moment),
                        revoked));
    }

    @Property
    void nothingAfterARevocationOrRetirementOrBeforeTheAdditionIsEverVouchedFor(
            @ForAll("lives") KeyLife life, @ForAll @LongRange(max = LAST) long index) {
        boolean outside = life.added().filter(one -> index <= one.index()).isPresent()
                || life.retired().filter(one -> index >= one.index()).isPresent()
                || life.revoked().filter(one -> index >= one.moment().index()).isPresent()
                || life.notBefore().filter(time(index)::isBefore).isPresent()
                || life.notAfter().filter(end -> !time(index).isBefore(end)).isPresent();
        assertThat(life.at(index, time(index)) == KeyState.ACTIVE).isNotEqualTo(outside);
        if (outside) {
            assertThat(life.vouchesFor(index, time(index))).isFalse();
        }
    }

    @Property
    void aCompromiseTaintsAllButWhatWasLoggedBeforeIt(
            @ForAll("lives") KeyLife life, @ForAll @LongRange(max = LAST) long index) {
        boolean tainted = life.revoked()
                .filter(revocation -> revocation.reason().compromising())
                .map(revocation -> revocation
                        .compromisedSince()
                        .map(since -> !time(index).isBefore(since))
                        .orElse(true))
                .orElse(false);
        assertThat(life.vouchesFor(index, time(index)))
                .isEqualTo(life.at(index, time(index)) == KeyState.ACTIVE && !tainted);
    }

    @Property
    void whatHappensLaterWithoutACompromiseTakesNothingBack(
            @ForAll("lives") KeyLife life,
            @ForAll @LongRange(max = LAST) long index,
            @ForAll @IntRange(min = 1, max = 5) int later) {
        KeyLife.Moment moment = moment(index + later);
        KeyLife retired = life.retiredAt(moment);
        KeyLife superseded =
                life.revokedBy(new KeyLife.Revocation(moment, RevocationReason.SUPERSEDED, Optional.empty()));
        for (KeyLife after : List.of(retired, superseded)) {
            assertThat(after.vouchesFor(index, time(index))).isEqualTo(life.vouchesFor(index, time(index)));
        }
        assertThat(retired.now(time(0))).isIn(KeyState.RETIRED, KeyState.REVOKED);
    }

    @Property
    void theOrderInWhichOneLearnsOfEventsMakesNoDifference(
            @ForAll("lives") KeyLife life,
            @ForAll @LongRange(max = LAST) long retiredAt,
            @ForAll @LongRange(max = LAST) long revokedAt,
            @ForAll @LongRange(max = LAST) long since,
            @ForAll long seed) {
        // Only what the journal admits: one orderly revocation at most, then ever graver ones.
        KeyLife born = new KeyLife(life.added(), life.notBefore(), life.notAfter(), Optional.empty(), Optional.empty());
        List<UnaryOperator<KeyLife>> events = new ArrayList<>(List.of(
                one -> one.retiredAt(moment(retiredAt)),
                one -> one.revokedBy(
                        new KeyLife.Revocation(moment(revokedAt), RevocationReason.SUPERSEDED, Optional.empty())),
                one -> one.revokedBy(new KeyLife.Revocation(
                        moment(revokedAt + 1), RevocationReason.KEY_COMPROMISE, Optional.of(time(since)))),
                one -> one.revokedBy(new KeyLife.Revocation(
                        moment(revokedAt + 2), RevocationReason.UNSPECIFIED, Optional.empty()))));
        KeyLife inOrder = all(born, events);
        List<UnaryOperator<KeyLife>> twice = new ArrayList<>(events);
        twice.addAll(events);
        Collections.shuffle(twice, new Random(seed));
        assertThat(all(born, twice)).isEqualTo(inOrder);
    }

    private static KeyLife all(KeyLife born, List<UnaryOperator<KeyLife>> events) {
        KeyLife life = born;
        for (UnaryOperator<KeyLife> event : events) {
            life = event.apply(life);
        }
        return life;
    }
}
