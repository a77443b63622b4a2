package org.actionregistry.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.actionregistry.merkle.AddCheckpoint;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.signing.Cosigner;
import org.actionregistry.signing.NoteSignature;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.VerifierKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    Path directory;

    private final WitnessedLog log = new WitnessedLog("log.example");
    private WitnessState state;
    private Witness witness;

    @BeforeEach
    void start() throws IOException {
        start(List.of(log.key()));
    }

    private void start(List<VerifierKey> logs) throws IOException {
        state = WitnessState.open(directory.resolve("state.json"), WitnessedLog.COSIGNER.verifierKey());
        witness = new Witness(logs, WitnessedLog.COSIGNER, state, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() throws IOException {
        state.close();
    }

    private WitnessAnswer add(long from, long to) {
        return witness.addCheckpoint(log.request(from, to).bytes());
    }

    private static void isConflictAt(WitnessAnswer answer, long size) {
        assertThat(answer).isEqualTo(new WitnessAnswer(409, "text/x.tlog.size", size + "\n"));
    }

    @Test
    void cosignsTheFirstCheckpointAndWhatExtendsIt() {
        WitnessAnswer first = add(0, 5);
        WitnessAnswer second = add(5, 300);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        List<NoteSignature> lines = SignedNote.parseSignatures(second.body());
        assertThat(lines).hasSize(1);
        var verified = log.checkpoint(300).with(lines).open(List.of(witness.verifierKey()));
        assertThat(verified.get(0).time()).hasValue(NOW.getEpochSecond());
    }

    @Test
    void cosignsTheSameCheckpointAgain() {
        assertThat(add(0, 5).status()).isEqualTo(200);
        assertThat(add(5, 5).status()).isEqualTo(200);
    }

    @Test
    void cosignsAnEmptyLogAndItsGrowth() {
        assertThat(add(0, 0).status()).isEqualTo(200);
        assertThat(add(0, 3).status()).isEqualTo(200);
    }

    @Test
    void answers400ToWhatIsNoRequest() {
        assertThat(witness.addCheckpoint("".getBytes(UTF_8)).status()).isEqualTo(400);
        assertThat(witness.addCheckpoint("old 01\n\nx\n".getBytes(UTF_8)).status())
                .isEqualTo(400);
        assertThat(witness.addCheckpoint(new byte[SignedNote.MAX_BYTES + 1]).status())
                .isEqualTo(400);
        String body = new String(log.request(0, 5).bytes(), UTF_8);
        assertThat(witness.addCheckpoint(body.replaceFirst("old 0", "old 6").getBytes(UTF_8))
                        .status())
                .as("an old size above the checkpoint's")
                .isEqualTo(400);
    }

    @Test
    void answers404ToALogItDoesNotKnow() {
        WitnessedLog stranger = new WitnessedLog("stranger.example");

        assertThat(witness.addCheckpoint(stranger.request(0, 5).bytes()).status())
                .isEqualTo(404);
    }

    @Test
    void answers403WhenNoneOfTheLogsKeysSigned() {
        WitnessedLog impostor = new WitnessedLog("log.example");

        assertThat(witness.addCheckpoint(impostor.request(0, 5).bytes()).status())
                .isEqualTo(403);
        isConflictAt(add(5, 7), 0);
    }

    @Test
    void answers403WhenASignatureIsNotThatOfTheCheckpoint() {
        SignedNote five = log.checkpoint(5);
        SignedNote moved = new SignedNote(log.checkpoint(6).text(), five.signatures());

        assertThat(witness.addCheckpoint(new AddCheckpoint(0, List.of(), moved).bytes())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void answers409WithItsSizeToAnotherOldSize() {
        isConflictAt(add(3, 5), 0);
        assertThat(add(0, 5).status()).isEqualTo(200);

        isConflictAt(add(0, 7), 5);
        isConflictAt(add(4, 7), 5);
        isConflictAt(add(0, 2), 5);
        isConflictAt(add(6, 7), 5);
    }

    @Test
    void answers409ToAnotherRootOfTheSameSize() {
        assertThat(add(0, 5).status()).isEqualTo(200);
        SignedNote forked = log.sign(new Checkpoint("log.example", 5, MerkleHash.ofLeaf(new byte[1])));

        isConflictAt(witness.addCheckpoint(new AddCheckpoint(5, List.of(), forked).bytes()), 5);
    }

    @Test
    void answers422ToAProofThatShowsNothing() {
        assertThat(add(0, 5).status()).isEqualTo(200);
        AddCheckpoint right = log.request(5, 9);

        assertThat(witness.addCheckpoint(new AddCheckpoint(5, List.of(), right.checkpoint()).bytes())
                        .status())
                .isEqualTo(422);
        SignedNote forked = log.sign(new Checkpoint("log.example", 9, MerkleHash.ofLeaf(new byte[1])));
        assertThat(witness.addCheckpoint(new AddCheckpoint(5, right.path(), forked).bytes())
                        .status())
                .isEqualTo(422);
        assertThat(add(5, 9).status()).as("nothing of that was kept").isEqualTo(200);
    }

    @Test
    void answers422ToAProofFromNothing() {
        AddCheckpoint request = new AddCheckpoint(0, List.of(MerkleHash.EMPTY_ROOT), log.checkpoint(5));

        assertThat(witness.addCheckpoint(request.bytes()).status()).isEqualTo(422);
    }

    @Test
    void knowsSeveralLogsAndSeveralKeysOfOne() throws IOException {
        WitnessedLog other = new WitnessedLog("other.example");
        NoteSigner next = WitnessedLog.signer("log.example");
        stop();
        start(List.of(log.key(), next.verifierKey(), other.key()));
        assertThat(add(0, 5).status()).isEqualTo(200);
        assertThat(witness.addCheckpoint(other.request(0, 9).bytes()).status()).isEqualTo(200);

        SignedNote byNewKey = Checkpoint.parse(log.checkpoint(8).text()).sign(List.of(next));
        byte[] request = new AddCheckpoint(5, log.request(5, 8).path(), byNewKey).bytes();

        assertThat(witness.addCheckpoint(request).status()).isEqualTo(200);
    }

    @Test
    void remembersAcrossARestart() throws IOException {
        assertThat(add(0, 5).status()).isEqualTo(200);
        stop();
        start();

        isConflictAt(add(0, 7), 5);
        assertThat(add(5, 7).status()).isEqualTo(200);
    }

    @Test
    void hasKeptTheCheckpointWhenItSigns() throws IOException {
        Path file = directory.resolve("state.json");
        List<String> whenSigning = new ArrayList<>();
        Clock looking = new ObservedClock(NOW, () -> whenSigning.add(read(file)));
        Witness observed = new Witness(List.of(log.key()), WitnessedLog.COSIGNER, state, looking);

        assertThat(observed.addCheckpoint(log.request(0, 5).bytes()).status()).isEqualTo(200);

        assertThat(whenSigning).hasSize(1).first().asString().contains("log.example\\n5\\n");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void cosignsNothingItCannotKeep() throws IOException {
        assertThat(add(0, 5).status()).isEqualTo(200);
        // What the new state would be written to cannot be a file.
        Files.createDirectory(directory.resolve("state.json.new"));

        assertThat(add(5, 7).status()).isEqualTo(500);

        Files.delete(directory.resolve("state.json.new"));
        isConflictAt(add(7, 8), 5);
        assertThat(add(5, 8).status()).isEqualTo(200);
    }

    @Test
    void cosignsOneOfManyHistoriesSentAtOnce() throws Exception {
        assertThat(add(0, 5).status()).isEqualTo(200);
        int rivals = 16;
        List<Callable<WitnessAnswer>> requests = new ArrayList<>();
        for (int i = 0; i < rivals; i++) {
            WitnessedLog rival = log.forkedAfter(5, "rival " + i);
            requests.add(() -> witness.addCheckpoint(rival.request(5, 9).bytes()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(rivals);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<WitnessAnswer> answer : threads.invokeAll(requests)) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses)
                    .containsOnlyOnce(200)
                    .filteredOn(status -> status == 409)
                    .hasSize(rivals - 1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesTheStateOfAnotherWitnessAndADamagedOne() throws IOException {
        assertThat(add(0, 5).status()).isEqualTo(200);
        stop();
        Path file = directory.resolve("state.json");
        VerifierKey other = new Cosigner(
                        WitnessedLog.COSIGNER.name(),
                        WitnessedLog.signer("any.example").key())
                .verifierKey();

        assertThatThrownBy(() -> WitnessState.open(file, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it is the state of the witness");

        Files.writeString(file, "{");
        assertThatThrownBy(() -> WitnessState.open(file, WitnessedLog.COSIGNER.verifierKey()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it is damaged");
    }

    @Test
    void sharesItsStateWithNobody() {
        assertThatThrownBy(
                        () -> WitnessState.open(directory.resolve("state.json"), WitnessedLog.COSIGNER.verifierKey()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }
}
