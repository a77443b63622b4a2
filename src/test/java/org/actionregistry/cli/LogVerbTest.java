package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.actionregistry.json.StrictJson;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.VerifierKey;
import org.actionregistry.testing.ServedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogVerbTest {
    @TempDir
    Path directory;

    private final ServedLog log = new ServedLog();
    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(directory).env("ACTION_REGISTRY_URL", log.url());
        log.publish("files.move", "1.0.0").publishMany(3);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private VerifierKey vkey() {
        return log.signer().verifierKey();
    }

    @Test
    void verifyFindsASoundLogSound() {
        Shell.Result result = shell.run("log", "verify", "--vkey", vkey());

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.outLines())
                .startsWith("origin  " + ServedLog.ORIGIN, "size    4")
                .endsWith("sound: 4 entries read, 4 served versions compared");
    }

    @Test
    void verifySaysWhatIsWrongAndExitsWith1() {
        log.publish("files.move", "1.0.0");

        Shell.Result result = shell.run("log", "verify", "--vkey", vkey(), "--skip-documents");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.outLines())
                .contains("BREACH duplicate at entry 4: files.move@1.0.0 was published before, by entry 0")
                .endsWith("1 findings: 5 entries read");
    }

    @Test
    void verifyTrustsAKeyOnFirstUseAndKeepsIt() {
        Shell.Result first = shell.run("log", "verify", "--state", shell.path("state.json"));
        assertThat(first.exitCode()).isZero();
        assertThat(first.errLines()).first().asString().isEqualTo("trusted on first use: " + vkey());

        NoteSigner impostor =
                new NoteSigner(new KeyName(ServedLog.ORIGIN), Ed25519PrivateKey.generate(new SecureRandom()));
        log.serve("/log/vkey", impostor.verifierKey().toString().getBytes(UTF_8));
        log.serve(
                "/log/checkpoint",
                Checkpoint.parse(log.checkpoint().text())
                        .sign(List.of(impostor))
                        .bytes());
        Shell.Result second = shell.run("log", "verify", "--state", shell.path("state.json"));

        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).startsWith("BREACH checkpoint: ");
    }

    @Test
    void verifyReadsOnInTheNextRun() {
        shell.run("log", "verify", "--vkey", vkey(), "--state", shell.path("state.json"));
        log.publishMany(2);

        Shell.Result second = shell.run("log", "verify", "--state", shell.path("state.json"), "-o", "json");

        assertThat(second.exitCode()).isZero();
        assertThat(StrictJson.readObject(second.bytes(), 4))
                .containsEntry("sound", true)
                .containsEntry("from", 4L)
                .containsEntry("entries", 2L)
                .containsEntry("documents", 2L)
                .containsEntry("size", 6L);
    }

    @Test
    void verifyAsksForTheQuorumOfAPolicy() {
        Cosigner witness = new Cosigner(new KeyName("w.example"), Ed25519PrivateKey.generate(new SecureRandom()));
        String policy =
                shell.file("policy", "log " + vkey() + "\nwitness w1 " + witness.verifierKey() + "\nquorum w1\n");
        assertThat(shell.run("log", "verify", "--policy", policy).exitCode()).isEqualTo(1);

        log.serve(
                "/log/checkpoint",
                log.checkpoint()
                        .with(List.of(witness.cosign(log.checkpoint().text(), 1)))
                        .bytes());

        assertThat(shell.run("log", "verify", "--policy", policy).exitCode()).isZero();
    }

    @Test
    void verifyShowsABarToAPersonOnly() {
        assertThat(shell.run("log", "verify", "--vkey", vkey()).err()).isEmpty();

        Shell.Result watched = shell.errWatched().run("log", "verify", "--vkey", vkey());

        assertThat(watched.err()).contains("entries").contains("4/4");
        assertThat(watched.exitCode()).isZero();
    }

    @Test
    void verifyRefusesAStateThatIsNone() {
        String state = shell.file("state.json", "{}");

        Shell.Result result = shell.run("log", "verify", "--vkey", vkey(), "--state", state);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(state + ": is not the state of a monitor");
    }

    @Test
    void verifyExitsWith3WhenTheRegistryFails() {
        log.refuse("/log/tile/entries/000.p/4", 500);

        assertThat(shell.run("log", "verify", "--vkey", vkey()).exitCode()).isEqualTo(3);
    }

    @Test
    void checkpointPrintsTheNoteAsItIs() {
        Shell.Result result = shell.run("log", "checkpoint");

        assertThat(result.exitCode()).isZero();
        assertThat(result.bytes()).isEqualTo(log.checkpoint().bytes());
    }

    @Test
    void checkpointVerifiesWhenAKeyIsGiven() {
        assertThat(shell.run("log", "checkpoint", "--vkey", vkey()).exitCode()).isZero();
        try (ServedLog other = new ServedLog()) {
            Shell.Result result =
                    shell.run("log", "checkpoint", "--vkey", other.signer().verifierKey());

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void aProofIsCheckedWithoutTheRegistry() throws IOException {
        String proof = shell.path("proof");
        assertThat(shell.run("log", "proof", "files.move@1.0.0", "--out", proof).exitCode())
                .isZero();
        log.forgetRequests();

        Shell.Result result = shell.run("log", "check-proof", proof, "--vkey", vkey(), "--action", "files.move@1.0.0");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("logged in    " + ServedLog.ORIGIN)
                .contains("at index     0")
                .contains("\"name\":\"files.move\"");
        assertThat(log.requests()).isEmpty();
        assertThat(Files.readString(Path.of(proof))).isEqualTo(log.proof(0).toString());
    }

    @Test
    void aProofIsOfItsOwnEntryOnly() {
        String proof = shell.file("proof", log.proof(1).toString());
        String entry = shell.file("entry", log.leaf(1));
        String other = shell.file("other", log.leaf(2));

        assertThat(shell.run("log", "check-proof", proof, "--vkey", vkey(), "--entry", entry)
                        .exitCode())
                .isZero();
        assertThat(shell.run("log", "check-proof", proof, "--vkey", vkey(), "--entry", other)
                        .exitCode())
                .isEqualTo(1);
        assertThat(shell.run("log", "check-proof", proof, "--vkey", vkey(), "--action", "files.move@1.0.0")
                        .exitCode())
                .as("another action's proof")
                .isEqualTo(1);
    }

    @Test
    void aProofUnderAnotherKeyIsNotBelieved() {
        String proof = shell.file("proof", log.proof(1).toString());
        try (ServedLog other = new ServedLog()) {
            assertThat(shell.run(
                                    "log",
                                    "check-proof",
                                    proof,
                                    "--vkey",
                                    other.signer().verifierKey())
                            .exitCode())
                    .isEqualTo(1);
        }
        assertThat(shell.run("log", "check-proof", proof).exitCode()).isEqualTo(2);
    }

    @Test
    void keygenPrintsWhatALogPolicyTakes() {
        Shell.Result logKey =
                shell.run("keygen", "--log", "--origin", "example.com/log", "--out", directory.resolve("log.pem"));
        Shell.Result witnessKey =
                shell.run("keygen", "--witness", "--name", "example.com/w", "--out", directory.resolve("w.pem"));

        assertThat(logKey.exitCode()).isZero();
        assertThat(witnessKey.exitCode()).isZero();
        LogPolicy policy = LogPolicy.parse(("log " + logKey.out().strip() + "\nwitness w1 "
                        + witnessKey.out().strip() + "\nquorum w1\n")
                .getBytes(UTF_8));
        assertThat(policy.logs().get(0).key().name().value()).isEqualTo("example.com/log");
        assertThat(shell.run("keygen", "--log", "--out", directory.resolve("none.pem"))
                        .exitCode())
                .isEqualTo(2);
        assertThat(shell.run("keygen", "--out", directory.resolve("none.pem")).exitCode())
                .isEqualTo(2);
        assertThat(directory.resolve("none.pem")).doesNotExist();
    }
}
