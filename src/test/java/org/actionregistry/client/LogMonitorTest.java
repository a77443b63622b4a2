package org.actionregistry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.merkle.Checkpoint;
import org.actionregistry.merkle.EntryBundle;
import org.actionregistry.merkle.MerkleHash;
import org.actionregistry.testing.ServedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogMonitorTest {
    @TempDir
    Path directory;

    private final ServedLog log = new ServedLog();
    private boolean documents = true;

    @AfterEach
    void close() {
        log.close();
    }

    private MonitorReport run(MonitorMemory memory) {
        ClientSettings settings = ClientSettings.of(log.url(), Optional.empty());
        return new LogMonitor(
                        new LogClient(settings),
                        new RegistryClient(settings),
                        LogMonitor.Trust.ofLog(List.of(log.signer().verifierKey())),
                        new LogMonitor.Options(4, documents, (done, size) -> {}))
                .run(memory);
    }

    private MonitorReport run() {
        return run(MonitorMemory.none());
    }

    private MonitorReport runWithState() {
        try (MonitorMemory memory = MonitorMemory.open(directory.resolve("state.json"))) {
            return run(memory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Finding.Kind> kinds(MonitorReport report) {
        return report.findings().stream().map(Finding::kind).distinct().toList();
    }

    @Test
    void findsASoundLogOfSeveralTilesSound() {
        log.publishMany(600);

        MonitorReport report = run();

        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(600);
        assertThat(report.documents()).isEqualTo(600);
        assertThat(log.requests())
                .contains("/log/tile/0/000", "/log/tile/0/002.p/88", "/log/tile/1/000.p/2", "/log/tile/entries/001");
    }

    @Test
    void findsAnEmptyLogSound() {
        assertThat(run().sound()).isTrue();
    }

    @Test
    void leavesDocumentsAloneWhenTold() {
        log.publishMany(3);
        documents = false;

        MonitorReport report = run();

        assertThat(report.sound()).isTrue();
        assertThat(report.documents()).isZero();
        assertThat(log.requests()).noneMatch(target -> target.startsWith("/actions/"));
    }

    @Test
    void readsOnlyWhatIsNewInTheNextRun() {
        log.publishMany(300);
        assertThat(runWithState().sound()).isTrue();
        log.publishMany(300);
        log.forgetRequests();

        MonitorReport second = runWithState();

        assertThat(second.findings()).isEmpty();
        assertThat(second.from()).isEqualTo(300);
        assertThat(second.entries()).isEqualTo(300);
        assertThat(log.requests())
                .doesNotContain("/log/tile/entries/000", "/log/tile/0/000")
                .contains("/log/proof/consistency");
    }

    @Test
    void goesOnWhereARunBrokeOff() {
        documents = false;
        log.publishMany(65 * 256);
        log.refuse("/log/tile/entries/064", 500);
        assertThatThrownBy(this::runWithState).isInstanceOf(RegistryError.class);
        log.tellTheTruth();
        log.forgetRequests();

        MonitorReport second = runWithState();

        assertThat(second.findings()).isEmpty();
        assertThat(second.from()).isEqualTo(64 * 256);
        assertThat(log.requests()).doesNotContain("/log/tile/entries/063");
    }

    @Test
    void findsATamperedLeaf() {
        log.publishMany(300);
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            entries.add(log.leaf(i));
        }
        entries.set(
                7,
                new String(log.leaf(7), UTF_8).replace("test-key", "fake-key").getBytes(UTF_8));
        log.serve("/log/tile/entries/000", EntryBundle.encode(entries));
        documents = false;

        MonitorReport report = run();

        assertThat(kinds(report)).contains(Finding.Kind.TILE, Finding.Kind.ROOT);
        assertThat(report.findings())
                .anySatisfy(finding -> assertThat(finding.message()).contains("the first difference is at entry 7"));
    }

    @Test
    void findsATamperedTileThoughTheLeavesLeadToTheRoot() {
        log.publishMany(300);
        byte[] tile = log.served("/log/tile/1/000.p/1");
        tile[3] ^= 1;
        log.serve("/log/tile/1/000.p/1", tile);

        assertThat(kinds(run())).containsExactly(Finding.Kind.TILE);
    }

    @Test
    void findsAWithheldTileAndWithheldEntries() {
        log.publishMany(300);
        log.refuse("/log/tile/0/000", 404);
        assertThat(kinds(run())).containsExactly(Finding.Kind.TILE);

        log.tellTheTruth();
        log.refuse("/log/tile/entries/000", 404);
        assertThat(kinds(run())).containsExactly(Finding.Kind.ENTRY);
    }

    @Test
    void readsTheFullTileWhereAPartialOneWasDropped() {
        log.publishMany(10);
        var old = log.checkpoint();
        log.publishMany(256);
        log.serve("/log/checkpoint", old.bytes());
        log.refuse("/log/tile/0/000.p/10", 404);
        log.refuse("/log/tile/entries/000.p/10", 404);

        MonitorReport report = run();

        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(10);
    }

    @Test
    void findsAForgedCheckpoint() {
        log.publishMany(3);
        String forged = log.checkpoint().toString().replaceFirst("\n3\n", "\n2\n");
        log.serve("/log/checkpoint", forged.getBytes(UTF_8));

        assertThat(kinds(run())).containsExactly(Finding.Kind.CHECKPOINT);

        log.serve("/log/checkpoint", "no note at all".getBytes(UTF_8));

        assertThat(kinds(run())).containsExactly(Finding.Kind.CHECKPOINT);
    }

    @Test
    void findsARootThatTheEntriesDoNotLeadTo() {
        log.publishMany(3);
        Checkpoint wrong = new Checkpoint(ServedLog.ORIGIN, 3, MerkleHash.ofLeaf(new byte[] {1}));
        log.serve("/log/checkpoint", log.signed(wrong).bytes());

        assertThat(kinds(run())).containsExactly(Finding.Kind.ROOT);
    }

    @Test
    void findsARolledBackLogInEveryRunUntilItIsPutRight() {
        log.publishMany(5);
        var old = log.checkpoint();
        log.publishMany(5);
        assertThat(runWithState().sound()).isTrue();
        log.serve("/log/checkpoint", old.bytes());

        assertThat(kinds(runWithState())).containsExactly(Finding.Kind.ROLLED_BACK);
        assertThat(kinds(runWithState())).containsExactly(Finding.Kind.ROLLED_BACK);

        log.tellTheTruth();
        assertThat(runWithState().sound()).isTrue();
    }

    @Test
    void findsTwoRootsOfOneSize() {
        log.publishMany(5);
        assertThat(runWithState().sound()).isTrue();
        Checkpoint other = new Checkpoint(ServedLog.ORIGIN, 5, MerkleHash.ofLeaf(new byte[] {1}));
        log.serve("/log/checkpoint", log.signed(other).bytes());

        assertThat(kinds(runWithState())).containsExactly(Finding.Kind.INCONSISTENT);
    }

    @Test
    void findsARewrittenHistoryHoweverWellItHangsTogether() throws IOException {
        Path state = directory.resolve("state.json");
        log.publishMany(5);
        assertThat(runWithState().sound()).isTrue();
        try (ServedLog rewritten = new ServedLog()) {
            rewritten.publish("another.history", "1.0.0").publishMany(20);
            // The same origin, and in the monitor's eyes the same key.
            String other = Files.readString(state)
                    .replace(
                            log.signer().verifierKey().toString(),
                            rewritten.signer().verifierKey().toString());
            Files.writeString(state, other);
            ClientSettings settings = ClientSettings.of(rewritten.url(), Optional.empty());
            try (MonitorMemory memory = MonitorMemory.open(state)) {
                LogMonitor monitor = new LogMonitor(
                        new LogClient(settings),
                        new RegistryClient(settings),
                        LogMonitor.Trust.ofLog(memory.keys()),
                        new LogMonitor.Options(4, true, (done, size) -> {}));

                MonitorReport first = monitor.run(memory);
                MonitorReport second = monitor.run(memory);

                assertThat(kinds(first)).containsExactly(Finding.Kind.INCONSISTENT);
                assertThat(second.findings()).isEqualTo(first.findings());
            }
        }
    }

    @Test
    void believesNoProofOfConsistencyThatItsOwnHashesContradict() {
        log.publishMany(5);
        assertThat(runWithState().sound()).isTrue();
        log.publishMany(5);
        log.serve("/log/proof/consistency", "{\"from\":5,\"to\":10,\"hashes\":[]}".getBytes(UTF_8));

        assertThat(kinds(runWithState())).containsExactly(Finding.Kind.INCONSISTENT);
    }

    @Test
    void readsEverythingAnewWhenTheTilesAtTheKeptSizeChanged() {
        log.publishMany(5);
        assertThat(runWithState().sound()).isTrue();
        log.publishMany(5);
        byte[] tile = log.served("/log/tile/0/000.p/5");
        tile[0] ^= 1;
        log.serve("/log/tile/0/000.p/5", tile);

        MonitorReport report = runWithState();

        assertThat(kinds(report)).containsExactly(Finding.Kind.TILE);
        assertThat(report.entries()).isEqualTo(10);
    }

    @Test
    void findsACoordinateThatIsPublishedTwice() {
        log.publish("files.move", "1.0.0").publishMany(3).publish("files.move", "1.0.0");
        documents = false;

        MonitorReport report = run();

        assertThat(kinds(report)).containsExactly(Finding.Kind.DUPLICATE);
        assertThat(report.findings().get(0).message()).contains("files.move@1.0.0", "by entry 0");
        assertThat(report.findings().get(0).index()).hasValue(4);
    }

    @Test
    void remembersCoordinatesOfEarlierRuns() {
        log.publish("files.move", "1.0.0").publishMany(3);
        assertThat(runWithState().sound()).isTrue();
        log.publish("files.move", "1.0.0");
        documents = false;

        assertThat(kinds(runWithState())).containsExactly(Finding.Kind.DUPLICATE);
    }

    @Test
    void findsAnEntryThatStandsElsewhereThanItSays() {
        log.publishMany(2);
        log.log(log.leaf(0));
        documents = false;

        assertThat(run().findings())
                .anySatisfy(
                        finding -> assertThat(finding.message()).isEqualTo("the entry says that it stands at index 0"));
    }

    @Test
    void findsAnEntryThatIsNone() {
        log.publishMany(1).log("{\"index\": 1}".getBytes(UTF_8)).log("{\"index\":2}".getBytes(UTF_8));

        assertThat(run().findings())
                .extracting(Finding::message)
                .containsExactly(
                        "it is no entry of a registry: it is not in canonical form (RFC 8785)",
                        "it is no entry of a registry: /type is missing");
    }

    @Test
    void findsAServedVersionThatIsNotWhatWasLogged() {
        log.publish("files.move", "1.0.0").publishMany(2);
        String path = "/actions/files.move/versions/1.0.0";
        String truth = new String(log.served(path), UTF_8);

        log.serve(path, truth.replace("entry 0", "entry 1").getBytes(UTF_8));
        assertThat(messageOfTheOnly(run())).contains("the digest of what is served is sha256:");

        log.serve(path, truth.replace(ServedLog.KID, "other-key").getBytes(UTF_8));
        assertThat(messageOfTheOnly(run())).contains("it is served as signed by other-key, logged as by test-key");

        log.serve(path, truth.replace("base64:", "base64:AAAA").getBytes(UTF_8));
        assertThat(messageOfTheOnly(run())).contains("another signature than was logged");

        log.serve(path, truth.replace("\"log_index\":0", "\"log_index\":2").getBytes(UTF_8));
        assertThat(messageOfTheOnly(run())).contains("it is served with the log index 2");

        log.refuse(path, 404);
        assertThat(messageOfTheOnly(run())).contains("files.move@1.0.0: it is not served");
    }

    private static String messageOfTheOnly(MonitorReport report) {
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0).kind()).isEqualTo(Finding.Kind.DOCUMENT);
        return report.findings().get(0).message();
    }

    @Test
    void findsOtherBytesUnderTheDigest() {
        log.publish("files.move", "1.0.0");
        LogEntry entry = LogEntry.parse(log.leaf(0));
        String digest = entry.publication().orElseThrow().hash();
        log.serve("/digests/" + digest, "{}".getBytes(UTF_8));

        assertThat(messageOfTheOnly(run())).contains("the registry was asked for " + digest);
    }

    @Test
    void namesAVersionInEveryRunUntilItIsServedAsLogged() {
        log.publish("files.move", "1.0.0");
        String path = "/actions/files.move/versions/1.0.0";
        log.refuse(path, 404);
        assertThat(runWithState().findings()).hasSize(1);
        log.publishMany(5);

        MonitorReport second = runWithState();
        assertThat(second.findings()).hasSize(1);
        assertThat(second.from()).isEqualTo(1);

        log.tellTheTruth();
        assertThat(runWithState().sound()).isTrue();
        assertThat(runWithState().documents()).isZero();
    }

    @Test
    void doesNotTakeARegistryThatIsAwayForABreach() {
        log.publishMany(3);
        log.refuse("/actions/bulk.action-1/versions/1.0.0", 401);

        assertThatThrownBy(this::run).isInstanceOf(RegistryError.class);
    }

    @Test
    void refusesAStateWhoseCoordinatesAreMissing() throws IOException {
        log.publishMany(3);
        assertThat(runWithState().sound()).isTrue();
        Files.delete(directory.resolve("state.json.coordinates"));

        assertThatThrownBy(() -> MonitorMemory.open(directory.resolve("state.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shorter than the state beside it says");
    }

    @Test
    void isTheOnlyOneToUseItsState() throws IOException {
        try (MonitorMemory first = MonitorMemory.open(directory.resolve("state.json"))) {
            assertThat(first.keys()).isEmpty();
            assertThatThrownBy(() -> MonitorMemory.open(directory.resolve("state.json")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
        }
    }
}
