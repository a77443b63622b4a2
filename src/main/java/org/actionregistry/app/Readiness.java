package org.actionregistry.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import org.actionregistry.postgres.PgHealth;
import org.actionregistry.postgres.PgJournal;
import org.actionregistry.trust.TrustStore;

/** What must hold before traffic is sent here: the database answers, its schema is ours, somebody is trusted, no drain. */
final class Readiness {
    private static final int CHECK_TIMEOUT_MS = 3000;

    private final AtomicBoolean draining = new AtomicBoolean();
    private final HealthChecks checks;

    Readiness(Vertx vertx, PgHealth database, TrustStore trustStore, PgJournal journal) {
        this.checks = HealthChecks.create(vertx)
                .register(
                        "database",
                        CHECK_TIMEOUT_MS,
                        answer -> outcome(database.schemaVersion()).onComplete(answer))
                .register(
                        "migrations",
                        CHECK_TIMEOUT_MS,
                        answer -> outcome(database.check()).onComplete(answer))
                .register("log", answer -> answer.complete(log(journal)))
                .register("trust-store", answer -> answer.complete(trust(trustStore)))
                .register("accepting", answer -> answer.complete(draining.get() ? Status.KO() : Status.OK()));
    }

    HealthChecks checks() {
        return checks;
    }

    /** From now on not ready: load balancers stop sending while what is under way finishes. */
    void drain() {
        draining.set(true);
    }

    private static Status log(PgJournal journal) {
        return journal.halted()
                .map(reason -> Status.KO(new JsonObject().put("reason", "halted: " + reason)))
                .orElseGet(Status::OK);
    }

    private static Status trust(TrustStore trustStore) {
        JsonObject data = new JsonObject().put("keys", trustStore.size());
        if (!trustStore.isComplete()) {
            return Status.KO(data.put("reason", "it is not known yet which keys were revoked"));
        }
        return trustStore.size() == 0 ? Status.KO(data.put("reason", "no key is trusted")) : Status.OK(data);
    }

    /** Says what is wrong without the client's own words, which may name hosts and users. */
    private static Future<Status> outcome(Future<?> check) {
        return check.map(passed -> Status.OK())
                .otherwise(failure -> Status.KO(new JsonObject().put("reason", String.valueOf(failure.getMessage()))));
    }
}
