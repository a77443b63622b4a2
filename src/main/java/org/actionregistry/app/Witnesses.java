package org.actionregistry.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.actionregistry.bus.LocalBus;
import org.actionregistry.log.LogCalls;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.postgres.Database;
import org.actionregistry.postgres.PgCosignatures;
import org.actionregistry.postgres.PgJournal;
import org.actionregistry.witnessing.PushTimes;
import org.actionregistry.witnessing.WitnessPush;

/** Pushes what the journal signs to the witnesses of the operator's policy, if there is one. */
final class Witnesses {
    private final Optional<WitnessPush> push;

    private Witnesses(Optional<WitnessPush> push) {
        this.push = push;
    }

    /** Nobody is asked before {@code journal} signs. */
    static Witnesses of(Vertx vertx, Optional<LogPolicy> policy, LocalBus bus, Database database, PgJournal journal) {
        Optional<WitnessPush> push = policy.map(asked -> new WitnessPush(
                vertx,
                asked,
                (from, to) -> bus.ask(LogCalls.CONSISTENCY, new LogCalls.Sizes(from, to)),
                new PgCosignatures(database),
                PushTimes.USUAL));
        push.ifPresent(to -> journal.onCheckpoint(to::offer));
        return new Witnesses(push);
    }

    Future<Void> close() {
        return push.map(WitnessPush::close).orElseGet(Future::succeededFuture);
    }
}
