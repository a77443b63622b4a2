package org.actionregistry.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.DistTag;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.journal.KeyAdded;
import org.actionregistry.journal.KeyRetired;
import org.actionregistry.journal.KeyRevoked;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.journal.TagRemoved;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.RevocationReason;
import org.actionregistry.signing.TrustedKeyList;
import org.actionregistry.testing.TestSigner;
import org.actionregistry.verification.KeyLife;
import org.actionregistry.verification.KeyState;
import org.actionregistry.verification.TrustedKey;
import org.junit.jupiter.api.Test;

class TrustStoreTest {
    private static final TestSigner ROOT = TestSigner.generate("root-1");
    private static final TestSigner TEAM = TestSigner.generate("team-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Clock clock = movable(now::get);
    private List<TrustedKey> stored = List.of();

    private static Clock movable(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }

    private TrustStore store(TrustedKeyList.Entry... configured) {
        return new TrustStore(new ConfiguredKeys(List.of(configured)), () -> Future.succeededFuture(stored), clock);
    }

    private TrustStore loaded(TrustedKeyList.Entry... configured) {
        TrustStore store = store(configured);
        assertThat(store.load().succeeded()).isTrue();
        return store;
    }

    private static KeyLife.Moment moment(long index) {
        return new KeyLife.Moment(index, NOON.plusSeconds(index));
    }

    private static RegistryChange added() {
        return new KeyAdded(TEAM.kid(), TEAM.key().publicKey(), Optional.empty(), Optional.empty());
    }

    private static RegistryChange revoked(TestSigner signer) {
        return new KeyRevoked(
                signer.kid(),
                signer.key().publicKey(),
                signer.equals(ROOT),
                RevocationReason.KEY_COMPROMISE,
                Optional.empty());
    }

    private static TrustedKey key(TestSigner signer, KeyLife life) {
        return new TrustedKey(signer.kid(), signer.key().publicKey(), life);
    }

    @Test
    void trustsNobodyUntilItKnowsWhoWasRevoked() {
        TrustStore store = store(ROOT.entry());
        store.apply(moment(0), added());

        assertThatThrownBy(() -> store.find("root-1")).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> store.find("team-1")).isInstanceOf(Unavailable.class);
        assertThat(store.isComplete()).isFalse();

        stored = List.of(key(ROOT, KeyLife.SINCE_EVER.retiredAt(moment(3))));
        assertThat(store.load().succeeded()).isTrue();
        assertThat(store.find("root-1").orElseThrow().life().now(NOON)).isEqualTo(KeyState.RETIRED);
        assertThat(store.find("team-1")).as("what was learned before the load").isPresent();
    }

    @Test
    void anOldReadTakesNothingBackThatAnEntryHasTold() {
        stored = List.of(key(TEAM, KeyLife.addedAt(moment(0), Optional.empty(), Optional.empty())));
        TrustStore store = loaded(ROOT.entry());
        store.apply(moment(1), revoked(TEAM));
        assertThat(store.load().succeeded()).isTrue();
        assertThat(store.find("team-1").orElseThrow().life().now(NOON)).isEqualTo(KeyState.REVOKED);
    }

    @Test
    void aConfiguredKeyIsTrustedSinceEverAlsoWhereItWasAddedLater() {
        TrustStore store = loaded(ROOT.entry(), TEAM.entry());
        store.apply(moment(5), added());
        assertThat(store.find("team-1").orElseThrow().life().at(0, NOON)).isEqualTo(KeyState.ACTIVE);
        store.apply(moment(6), revoked(TEAM));
        assertThat(store.find("team-1").orElseThrow().life().vouchesFor(0, NOON))
                .isFalse();
    }

    @Test
    void anotherRegistrysConfiguredKeyIsNotTrustedForBeingRetired() {
        TrustStore store = loaded(ROOT.entry());
        store.apply(moment(0), new KeyRetired(TEAM.kid(), TEAM.key().publicKey(), true));
        assertThat(store.find("team-1")).isEmpty();
    }

    @Test
    void twoKeysOfOneNameAreBothDistrusted() {
        TestSigner impostor = TestSigner.generate("team-1");
        TrustStore store = loaded(ROOT.entry(), impostor.entry());
        store.apply(moment(0), added());
        assertThat(store.find("team-1")).isEmpty();
        assertThat(store.find("root-1")).isPresent();
        assertThat(store.contradictions()).hasSize(1).first().asString().contains("team-1");
    }

    @Test
    void oneKeyUnderTwoNamesIsDistrustedUnderBoth() {
        TestSigner alias = new TestSigner(new KeyId("alias-1"), TEAM.key());
        TrustStore store = loaded(alias.entry());
        store.apply(moment(0), added());
        assertThat(store.find("team-1")).isEmpty();
        assertThat(store.find("alias-1")).isEmpty();
    }

    @Test
    void theEpochChangesWithEveryThingThatMayChangeAVerdict() {
        TrustStore store = loaded(ROOT.entry());
        long loaded = store.epoch();
        store.apply(moment(0), new TagRemoved(new ActionName("files.move"), new DistTag("stable")));
        assertThat(store.epoch()).as("tags are no keys").isEqualTo(loaded);
        store.apply(moment(1), added());
        long withTeam = store.epoch();
        assertThat(withTeam).isNotEqualTo(loaded);
        store.apply(moment(2), revoked(TEAM));
        assertThat(store.epoch()).isNotEqualTo(withTeam);
    }

    @Test
    void theEpochChangesWhenAWindowBeginsAndWhenItEnds() {
        stored = List.of(key(
                TEAM,
                KeyLife.addedAt(moment(0), Optional.of(NOON.plusSeconds(60)), Optional.of(NOON.plusSeconds(120)))));
        TrustStore store = loaded();
        long before = store.epoch();
        now.set(NOON.plusSeconds(59));
        assertThat(store.epoch()).isEqualTo(before);
        now.set(NOON.plusSeconds(60));
        long within = store.epoch();
        assertThat(within).isNotEqualTo(before);
        now.set(NOON.plusSeconds(119));
        assertThat(store.epoch()).isEqualTo(within);
        now.set(NOON.plusSeconds(120));
        assertThat(store.epoch()).isNotEqualTo(within);
    }

    @Test
    void aConfigurationNamesNoKeyThatMayNotSign() {
        TrustedKeyList.Entry retired =
                new TrustedKeyList.Entry(TEAM.kid(), TEAM.key().publicKey(), TrustedKeyList.Standing.CLOSED);
        assertThatThrownBy(() -> ConfiguredKeys.parse(TrustedKeyList.write(List.of(ROOT.entry(), retired))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("team-1");
    }
}
