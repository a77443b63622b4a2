package org.actionregistry.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.actionregistry.merkle.AddCheckpoint;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness whose process ends between keeping a checkpoint and cosigning it. */
class WitnessKilledTest {
    private static final int HALTED = 42;

    @TempDir
    Path directory;

    private final WitnessedLog log = new WitnessedLog("log.example");
    private final Ed25519PrivateKey key = Ed25519PrivateKey.generate(new SecureRandom());
    private final Cosigner cosigner = new Cosigner(new KeyName("killed.example"), key);

    /** Runs in a process of its own: answers one request, and halts when it looks at the clock to sign. */
    static final class Doomed {
        private Doomed() {}

        public static void main(String[] args) throws IOException {
            Path directory = Path.of(args[0]);
            Cosigner cosigner = new Cosigner(
                    new KeyName("killed.example"),
                    Ed25519PrivateKey.fromPem(Files.readString(directory.resolve("key.pem"))));
            VerifierKey logKey = VerifierKey.parse(Files.readString(directory.resolve("log.vkey")));
            WitnessState state = WitnessState.open(directory.resolve("state.json"), cosigner.verifierKey());
            Clock deadly =
                    new ObservedClock(Instant.EPOCH, () -> Runtime.getRuntime().halt(HALTED));
            WitnessAnswer answer = new Witness(List.of(logKey), cosigner, state, deadly)
                    .addCheckpoint(Files.readAllBytes(directory.resolve("request")));
            System.out.println("answered " + answer.status());
        }
    }

    private int runDoomed(AddCheckpoint request) throws Exception {
        Files.writeString(directory.resolve("key.pem"), key.toPem());
        Files.writeString(directory.resolve("log.vkey"), log.key().toString());
        Files.write(directory.resolve("request"), request.bytes());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Doomed.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void isBoundByTheCheckpointItDidNotLiveToCosign() throws Exception {
        assertThat(runDoomed(log.request(0, 9))).isEqualTo(HALTED);

        try (WitnessState state = WitnessState.open(directory.resolve("state.json"), cosigner.verifierKey())) {
            Witness witness = new Witness(List.of(log.key()), cosigner, state, Clock.systemUTC());
            WitnessedLog fork = log.forkedAfter(5, "fork");

            assertThat(witness.addCheckpoint(fork.request(0, 9).bytes())).isEqualTo(WitnessAnswer.conflict(9));
            assertThat(witness.addCheckpoint(fork.request(9, 9).bytes())).isEqualTo(WitnessAnswer.conflict(9));
            assertThat(witness.addCheckpoint(fork.request(9, 12).bytes()).status())
                    .isEqualTo(422);
            assertThat(witness.addCheckpoint(log.request(0, 9).bytes()))
                    .as("the log asks as it did before, and learns the size")
                    .isEqualTo(WitnessAnswer.conflict(9));
            assertThat(witness.addCheckpoint(log.request(9, 9).bytes()).status())
                    .as("and gets the cosignature that it missed")
                    .isEqualTo(200);
        }
    }
}
