package org.actionregistry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.witness.Witness;
import org.actionregistry.witness.WitnessServer;
import org.actionregistry.witness.WitnessState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry whose log is watched by a witness, each as it runs. */
class WitnessedLogIT {
    private static final String ORIGIN = "registry.example/log";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Ed25519PrivateKey logKey = Ed25519PrivateKey.generate(new SecureRandom());
    private final NoteSigner log = new NoteSigner(new KeyName(ORIGIN), logKey);
    private final Cosigner cosigner =
            new Cosigner(new KeyName("witness.example/w1"), Ed25519PrivateKey.generate(new SecureRandom()));
    private WitnessState state;
    private WitnessServer witness;

    @BeforeEach
    void startWitness() throws IOException {
        state = WitnessState.open(directory.resolve("state.json"), cosigner.verifierKey());
        witness = serve(0);
    }

    @AfterEach
    void stopWitness() throws IOException {
        witness.close();
        state.close();
    }

    private WitnessServer serve(int port) throws IOException {
        return WitnessServer.start(
                new Witness(List.of(log.verifierKey()), cosigner, state, Clock.systemUTC()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private TestRegistry registry() throws IOException {
        Path pem = Files.writeString(directory.resolve("log.pem"), logKey.toPem());
        Path policy = Files.writeString(
                directory.resolve("witnesses.policy"),
                "log " + log.verifierKey() + "\nwitness w1 " + cosigner.verifierKey() + " http://127.0.0.1:"
                        + witness.port() + "\nquorum w1\n");
        return TestRegistry.start(Map.of(
                "LOG_ORIGIN", ORIGIN,
                "LOG_SIGNING_KEY_FILE", pem.toString(),
                "LOG_WITNESSES_FILE", policy.toString()));
    }

    @Test
    void theServedCheckpointSoonCarriesTheWitnessSignature() throws IOException {
        try (TestRegistry registry = registry()) {
            registry.http().published("files.move", "1.0.0", "{}");
            assertThat(awaitCosigned(registry, 1).size()).isEqualTo(1);

            registry.http().published("files.move", "1.1.0", "{}");
            registry.http().published("files.move", "1.2.0", "{}");
            assertThat(awaitCosigned(registry, 3).root())
                    .isEqualTo(checkpoint(note(registry)).root());
        }
    }

    @Test
    void aWitnessThatWasAwayIsAskedAgain() throws IOException {
        try (TestRegistry registry = registry()) {
            int port = witness.port();
            witness.close();
            registry.http().published("files.move", "1.0.0", "{}");
            assertThat(isCosigned(note(registry))).isFalse();

            witness = serve(port);

            assertThat(awaitCosigned(registry, 1).origin()).isEqualTo(ORIGIN);
        }
    }

    /** The checkpoint of {@code size}, once the witness has signed it and the registry serves that. */
    private Checkpoint awaitCosigned(TestRegistry registry, long size) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        SignedNote served = note(registry);
        while (!isCosigned(served) || checkpoint(served).size() < size) {
            assertThat(Instant.now()).as("not cosigned: %s", served).isBefore(giveUp);
            served = note(registry);
        }
        assertThat(served.open(List.of(log.verifierKey()))).hasSize(1);
        return checkpoint(served);
    }

    private static SignedNote note(TestRegistry registry) {
        return SignedNote.parse(
                registry.http().get("/log/checkpoint").expect(200).text());
    }

    private static Checkpoint checkpoint(SignedNote note) {
        return Checkpoint.parse(note.text());
    }

    private boolean isCosigned(SignedNote note) {
        return note.open(List.of(log.verifierKey(), cosigner.verifierKey())).size() == 2;
    }
}
