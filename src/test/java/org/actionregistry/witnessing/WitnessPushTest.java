package org.actionregistry.witnessing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.actionregistry.client.ScriptedServer;
import org.actionregistry.client.ScriptedServer.Answer;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.merkle.Quorum;
import org.actionregistry.signing.NoteSignature;
import org.actionregistry.testing.LogCapture;
import org.actionregistry.witness.Witness;
import org.actionregistry.witness.WitnessServer;
import org.actionregistry.witness.WitnessState;
import org.actionregistry.witness.WitnessedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessPushTest {
    private static final PushTimes QUICK =
            new PushTimes(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofMillis(10), Duration.ofMillis(50));

    private record Stored(long size, String witness, NoteSignature line) {}

    @TempDir
    Path directory;

    private final WitnessedLog log = new WitnessedLog("log.example");
    private final BlockingQueue<Stored> stored = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Vertx vertx;

    @BeforeEach
    void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, SECONDS);
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private String realWitness(int port) throws IOException {
        WitnessState state = WitnessState.open(directory.resolve("state.json"), WitnessedLog.COSIGNER.verifierKey());
        Witness witness = new Witness(List.of(log.key()), WitnessedLog.COSIGNER, state, Clock.systemUTC());
        WitnessServer server =
                WitnessServer.start(witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        open.add(server);
        open.add(state);
        return "http://localhost:" + server.port() + "/";
    }

    private ScriptedServer scripted(Answer... answers) {
        ScriptedServer server = ScriptedServer.answering(answers);
        open.add(server);
        return server;
    }

    private WitnessPush push(String url, PushTimes times) {
        return push(url, times, (from, to) -> Future.succeededFuture(log.proof(from, to)), (size, witness, line) -> {
            stored.add(new Stored(size, witness, line));
            return Future.succeededFuture();
        });
    }

    private WitnessPush push(String url, PushTimes times, ConsistencyProofs proofs, CosignatureStore store) {
        LogPolicy.Witness witness = new LogPolicy.Witness("w1", WitnessedLog.COSIGNER.verifierKey(), Optional.of(url));
        return new WitnessPush(
                vertx, new LogPolicy(List.of(), List.of(witness), new Quorum.None()), proofs, store, times);
    }

    private Stored next() throws InterruptedException {
        Stored next = stored.poll(20, SECONDS);
        assertThat(next).as("a cosignature within 20 s").isNotNull();
        return next;
    }

    private static Answer size(String body) {
        return new Answer(409, body, List.of("Content-Type: text/x.tlog.size"));
    }

    private Answer cosigned(long size) {
        NoteSignature line = WitnessedLog.COSIGNER.cosign(log.checkpoint(size).text(), 1);
        return new Answer(200, line + "\n", List.of());
    }

    @Test
    void getsEachNewCheckpointCosigned() throws Exception {
        WitnessPush push = push(realWitness(0), QUICK);

        push.offer(log.checkpoint(5));
        Stored first = next();
        push.offer(log.checkpoint(300));
        Stored second = next();

        assertThat(first.size()).isEqualTo(5);
        assertThat(second.size()).isEqualTo(300);
        assertThat(second.witness()).isEqualTo("w1");
        assertThat(log.checkpoint(300).with(List.of(second.line())).open(List.of(WitnessedLog.COSIGNER.verifierKey())))
                .hasSize(1);
    }

    @Test
    void learnsFromAWitnessWhereItIs() throws Exception {
        String url = realWitness(0);
        push(url, QUICK).offer(log.checkpoint(7));
        assertThat(next().size()).isEqualTo(7);

        // Another process, which knows nothing of that.
        push(url, QUICK).offer(log.checkpoint(300));

        assertThat(next().size()).isEqualTo(300);
    }

    @Test
    void sendsOnlyTheNewestOfWhatCameMeanwhile() throws Exception {
        ScriptedServer server = scripted(cosigned(3), cosigned(9));
        WitnessPush push = push(server.url(), QUICK);

        vertx.runOnContext(none -> {
            for (long size = 3; size <= 9; size++) {
                push.offer(log.checkpoint(size));
            }
        });

        assertThat(next().size()).isEqualTo(3);
        assertThat(next().size()).isEqualTo(9);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1).body())
                .startsWith("old 3\n" + log.proof(3, 9).path().get(0));
    }

    @Test
    void ignoresCheckpointsOlderThanTheNewest() throws Exception {
        ScriptedServer server = scripted(cosigned(9));
        WitnessPush push = push(server.url(), QUICK);

        push.offer(log.checkpoint(9));
        push.offer(log.checkpoint(4));
        assertThat(next().size()).isEqualTo(9);
        push.offer(log.checkpoint(9));
        push.offer(log.checkpoint(5));

        assertThat(stored.poll(200, MILLISECONDS)).isNull();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void waitsForAWitnessThatIsAwayAndSaysSoOnce() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (LogCapture logged = LogCapture.from(Level.INFO)) {
            AtomicInteger asked = new AtomicInteger();
            WitnessPush push = push(
                    "http://localhost:" + port,
                    QUICK,
                    (from, to) -> Future.succeededFuture(log.proof(from, to)),
                    (size, witness, line) -> {
                        // The first attempt to keep it fails, which is one more trouble to get over.
                        stored.add(new Stored(size, witness, line));
                        return asked.getAndIncrement() == 0
                                ? Future.failedFuture("database away")
                                : Future.succeededFuture();
                    });
            push.offer(log.checkpoint(5));
            awaitLine(logged, "cannot be reached");

            realWitness(port);

            assertThat(next().size()).isEqualTo(5);
            assertThat(next().size()).isEqualTo(5);
            awaitLine(logged, "cosigns again");
            assertThat(logged.lines().stream().filter(line -> line.contains("cannot be reached")))
                    .hasSize(1);
            assertThat(logged.lines().stream().filter(line -> line.contains("could not be kept (database away)")))
                    .hasSize(1);
        }
    }

    private static void awaitLine(LogCapture logged, String text) {
        long giveUp = System.nanoTime() + SECONDS.toNanos(20);
        while (logged.lines().stream().noneMatch(line -> line.contains(text))) {
            assertThat(System.nanoTime()).as("logged: " + text).isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    @Test
    void saysARefusalOncePerChangeAndTriesAgain() throws Exception {
        ScriptedServer server = scripted(
                new Answer(404, "no such log\n", List.of()),
                new Answer(404, "no such log, request 2\n", List.of()),
                new Answer(403, "", List.of()),
                new Answer(422, "", List.of()),
                new Answer(503, "", List.of()),
                cosigned(5));
        try (LogCapture logged = LogCapture.from(Level.INFO)) {
            push(server.url(), QUICK).offer(log.checkpoint(5));

            assertThat(next().size()).isEqualTo(5);
            awaitLine(logged, "cosigns again");
            assertThat(logged.lines().stream().filter(line -> line.contains("does not cosign")))
                    .extracting(line -> line.replaceAll(".*cosign: it answered (\\d+) .*", "$1"))
                    .containsExactly("404", "403", "422", "503");
        }
    }

    @Test
    void keepsNothingButTheCosignatureOfThePolicysKey() throws Exception {
        NoteSignature forged = WitnessedLog.COSIGNER.cosign(log.checkpoint(6).text(), 1);
        ScriptedServer server = scripted(
                new Answer(200, forged + "\n", List.of()),
                new Answer(200, "no signature\n", List.of()),
                new Answer(200, "\u2014 other.example AAAAAAAA\n" + cosigned(5).body(), List.of()));

        push(server.url(), QUICK).offer(log.checkpoint(5));

        Stored only = next();
        assertThat(only.line().toString() + "\n").isEqualTo(cosigned(5).body());
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void saysWhenAWitnessHasCosignedAnotherRootOfTheSize() throws Exception {
        try (LogCapture logged = LogCapture.from(Level.INFO)) {
            push(scripted(size("5\n")).url(), QUICK).offer(log.checkpoint(5));

            awaitLine(logged, "it has cosigned another root of this size");
        }
        assertThat(stored).isEmpty();
    }

    @Test
    void saysWhenAWitnessIsAheadAndGoesOnWhenTheLogHasCaughtUp() throws Exception {
        String url = realWitness(0);
        push(url, QUICK).offer(log.checkpoint(9));
        assertThat(next().size()).isEqualTo(9);
        try (LogCapture logged = LogCapture.from(Level.INFO)) {
            WitnessPush behind = push(url, QUICK);

            behind.offer(log.checkpoint(5));
            awaitLine(logged, "it is ahead of this log");
            assertThat(stored).isEmpty();
            behind.offer(log.checkpoint(12));

            assertThat(next().size()).isEqualTo(12);
        }
    }

    @Test
    void goesOnFromWhereAWitnessWentBackTo() throws Exception {
        ScriptedServer server = scripted(cosigned(9), size("3\n"), cosigned(12));
        WitnessPush push = push(server.url(), QUICK);
        push.offer(log.checkpoint(9));
        assertThat(next().size()).isEqualTo(9);

        push.offer(log.checkpoint(12));

        assertThat(next().size()).isEqualTo(12);
        assertThat(server.requests())
                .extracting(request -> request.body().lines().findFirst().orElse(""))
                .containsExactly("old 0", "old 9", "old 3");
    }

    @Test
    void givesUpOnAnAnswerThatDoesNotComeAndOnOneThatDoesNotEnd() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                LogCapture logged = LogCapture.from(Level.INFO)) {
            PushTimes hasty = new PushTimes(
                    Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofMillis(10), Duration.ofMillis(50));
            push("http://localhost:" + silent.getLocalPort(), hasty).offer(log.checkpoint(5));
            awaitLine(logged, "it gave no answer (within 200 ms)");

            push(scripted(new Answer(200, "x".repeat(1 << 20), List.of())).url(), QUICK)
                    .offer(log.checkpoint(5));
            awaitLine(logged, "its answer is longer than 65536 bytes");
        }
    }

    @Test
    void triesAgainWhenThereIsNoProofYet() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ScriptedServer server = scripted(size("3\n"), cosigned(9));
        WitnessPush push = push(
                server.url(),
                QUICK,
                (from, to) -> asked.getAndIncrement() == 0
                        ? Future.failedFuture("database away")
                        : Future.succeededFuture(log.proof(from, to)),
                (size, witness, line) -> {
                    stored.add(new Stored(size, witness, line));
                    return Future.succeededFuture();
                });

        push.offer(log.checkpoint(9));

        assertThat(next().size()).isEqualTo(9);
        assertThat(asked).hasValue(2);
    }

    @Test
    void asksNobodyOnceItIsClosed() throws Exception {
        ScriptedServer server = scripted(new Answer(503, "", List.of()));
        WitnessPush push = push(server.url(), QUICK);
        push.close().await(10, SECONDS);

        push.offer(log.checkpoint(5));

        assertThat(stored.poll(200, MILLISECONDS)).isNull();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void doublesItsPausesUpToABound() {
        PushTimes times = PushTimes.USUAL;

        assertThat(times.pauseAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(times.pauseAfter(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(times.pauseAfter(1000)).isEqualTo(Duration.ofMinutes(5));
    }
}
