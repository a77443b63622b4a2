package org.actionregistry.large;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.actionregistry.action.Coordinate;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.testing.LogAudit;
import org.actionregistry.testing.PublishLoad;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.RegistryProcess;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestLog;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers over one database, each under load and each killed (SIGKILL) and started again, over and over. */
class KillLoopLarge {
    private static final int KILLS_OF_EACH = 25;
    private static final int CLIENTS_OF_EACH = 8;
    private static final int EARLIEST_MS = 100;
    private static final int LATEST_MS = 1500;

    private final TestDatabase database = TestDatabase.fresh();
    private final TestLog log = TestLog.generate();
    private final Collection<Checkpoint> seen = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    @Test
    void whatWasAcknowledgedIsThereOnceAndProvableAfterFiftyKills() {
        long start = System.nanoTime();
        Map<String, String> settings = log.settings(directory);
        PublishLoad one = PublishLoad.start("load.one", CLIENTS_OF_EACH);
        PublishLoad other = PublishLoad.start("load.other", CLIENTS_OF_EACH);
        CompletableFuture<Void> others =
                CompletableFuture.runAsync(() -> killOverAndOver(other, environment(settings, "other.state")));
        killOverAndOver(one, environment(settings, "one.state"));
        others.join();

        try (RegistryProcess last = RegistryProcess.start(directory, environment(settings, "one.state"), "serve")) {
            RegistryHttp http = RegistryHttp.of(last.awaitPort(), BOOTSTRAP_KEY);
            List.of(one, other).forEach(load -> load.aim(http));
            List.of(one, other).forEach(PublishLoad::end);
            long killed = System.nanoTime();
            LogAudit audit = LogAudit.of(database.owner(), log.policy());
            audit.covers(seen);
            Map<Coordinate, String> acknowledged = new HashMap<>(one.acknowledged());
            acknowledged.putAll(other.acknowledged());
            audit.proves(http, acknowledged);

            System.out.printf(
                    "%d kills in %d s: %d publishes acknowledged, %d left unanswered of which %d had been written;"
                            + " %d entries under %d checkpoints; all of it audited in %d s%n",
                    2 * KILLS_OF_EACH,
                    TimeUnit.NANOSECONDS.toSeconds(killed - start),
                    acknowledged.size(),
                    one.unanswered() + other.unanswered(),
                    one.found() + other.found(),
                    audit.leaves().size(),
                    audit.checkpoints().size(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - killed));
            assertThat(acknowledged).as("the load was one").hasSizeGreaterThan(2 * KILLS_OF_EACH);
            assertThat(one.found() + other.found())
                    .as("kills between a commit and its answers")
                    .isPositive();
            assertThat(one.unanswered()).as("kills under load").isGreaterThanOrEqualTo(KILLS_OF_EACH);
            assertThat(other.unanswered()).as("kills under load").isGreaterThanOrEqualTo(KILLS_OF_EACH);
        }
    }

    private Map<String, String> environment(Map<String, String> settings, String state) {
        Map<String, String> environment = TestRegistry.environment(database.owner(), database.runtime(), settings);
        environment.put("LOG_STATE_FILE", directory.resolve(state).toString());
        return environment;
    }

    private void killOverAndOver(PublishLoad load, Map<String, String> environment) {
        for (int kill = 0; kill < KILLS_OF_EACH; kill++) {
            try (RegistryProcess server = RegistryProcess.start(directory, environment, "serve")) {
                RegistryHttp http = RegistryHttp.of(server.awaitPort(), BOOTSTRAP_KEY);
                see(http);
                load.aim(http);
                int moment = ThreadLocalRandom.current().nextInt(EARLIEST_MS, LATEST_MS);
                CompletableFuture.runAsync(
                                () -> kill(server, load),
                                CompletableFuture.delayedExecutor(moment, TimeUnit.MILLISECONDS))
                        .join();
            }
        }
    }

    /** Whoever waits for an answer then gets none; the others wait for the next server. */
    private static void kill(RegistryProcess server, PublishLoad load) {
        load.pause();
        server.kill();
    }

    /** Remembers what the world was told. */
    private void see(RegistryHttp http) {
        SignedNote note =
                SignedNote.parse(http.get("/log/checkpoint").expect(200).body());
        seen.add(log.policy().verify(note).checkpoint());
    }
}
