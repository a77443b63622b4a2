package org.actionregistry.trust;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.failure.ErrorCode;
import org.actionregistry.failure.Refused;
import org.actionregistry.journal.Actor;
import org.actionregistry.journal.Journal;
import org.actionregistry.journal.KeyRetired;
import org.actionregistry.journal.KeyRevoked;
import org.actionregistry.journal.RegistryChange;
import org.actionregistry.journal.Submission;
import org.actionregistry.signing.KeyId;
import org.actionregistry.verification.KeyLife;
import org.actionregistry.verification.TrustedKey;
import org.actionregistry.verification.VerificationPool;

/** Shows the keys, and adds, retires and revokes them; each change is one entry of the journal. */
public final class TrustVerticle extends VerticleBase {
    private final LocalBus bus;
    private final TrustStore trust;
    private final KeyAdmission admission;
    private final Journal journal;
    private final Clock clock;

    public TrustVerticle(
            LocalBus bus,
            VerificationPool pool,
            TrustStore trust,
            ChallengeStore challenges,
            Journal journal,
            Clock clock) {
        this.bus = bus;
        this.trust = trust;
        this.admission = new KeyAdmission(pool, trust, challenges, clock);
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        return Future.all(List.of(
                bus.serve(TrustCalls.LIST, everything -> Future.succeededFuture(list())),
                bus.serve(TrustCalls.SHOW, kid -> Future.succeededFuture(known(find(kid)))),
                bus.serve(TrustCalls.CHALLENGE, admission::challenge),
                bus.serve(TrustCalls.ADD, this::add),
                bus.serve(TrustCalls.RETIRE, this::retire),
                bus.serve(TrustCalls.REVOKE, this::revoke)));
    }

    private TrustCalls.KeyList list() {
        return new TrustCalls.KeyList(trust.keys().stream().map(this::known).toList());
    }

    private KnownKey known(TrustedKey key) {
        return new KnownKey(key, key.life().now(clock.instant()));
    }

    private TrustedKey find(KeyId kid) {
        return trust.find(kid.value())
                .orElseThrow(() -> new Refused(
                        ErrorCode.KEY_NOT_FOUND, "There is no key " + kid + ".", Map.of("kid", kid.value())));
    }

    private Future<KnownKey> add(TrustCalls.Addition wish) {
        return admission
                .admit(wish)
                .compose(entry -> change(wish.actor(), wish.candidate().kid(), entry));
    }

    private Future<KnownKey> retire(TrustCalls.Retirement wish) {
        TrustedKey key = find(wish.kid());
        return change(wish.actor(), key.kid(), new KeyRetired(key.kid(), key.publicKey(), isConfigured(key)));
    }

    private Future<KnownKey> revoke(TrustCalls.Revocation wish) {
        TrustedKey key = find(wish.kid());
        return change(
                wish.actor(),
                key.kid(),
                new KeyRevoked(key.kid(), key.publicKey(), isConfigured(key), wish.reason(), wish.compromisedSince()));
    }

    private static boolean isConfigured(TrustedKey key) {
        return key.life().added().isEmpty();
    }

    /** This server knows of it before it answers; the others when they read the entry. */
    private Future<KnownKey> change(Actor actor, KeyId kid, RegistryChange entry) {
        return journal.change(Submission.by(actor, entry)).map(written -> {
            trust.apply(new KeyLife.Moment(written.index(), written.time()), entry);
            return known(find(kid));
        });
    }
}
