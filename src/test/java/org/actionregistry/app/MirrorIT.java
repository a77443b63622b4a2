package org.actionregistry.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.actionregistry.action.Coordinate;
import org.actionregistry.client.ClientSettings;
import org.actionregistry.client.LogClient;
import org.actionregistry.client.LogMonitor;
import org.actionregistry.client.MonitorMemory;
import org.actionregistry.client.MonitorReport;
import org.actionregistry.client.RegistryClient;
import org.actionregistry.merkle.LogPolicy;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.signing.TrustedKeyList;
import org.actionregistry.signing.VerifierKey;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real registry with a signed log, a mirror of it, and a monitor of both. */
class MirrorIT {
    private static final String ORIGIN = "registry.example/log";

    @TempDir
    Path directory;

    private final Ed25519PrivateKey logKey = Ed25519PrivateKey.generate(new SecureRandom());
    private final VerifierKey vkey = new NoteSigner(new KeyName(ORIGIN), logKey).verifierKey();
    private final TestDatabase sourceDatabase = TestDatabase.fresh();
    private final TestDatabase copy = TestDatabase.fresh();
    private Map<String, String> log;
    private TestRegistry source;

    @BeforeEach
    void start() throws IOException {
        Path pem = directory.resolve("log.pem");
        Files.writeString(pem, logKey.toPem());
        log = Map.of("LOG_ORIGIN", ORIGIN, "LOG_SIGNING_KEY_FILE", pem.toString());
        source = TestRegistry.on(sourceDatabase.owner(), sourceDatabase.runtime(), log);
    }

    @AfterEach
    void stop() {
        source.close();
    }

    private static ClientSettings client(TestRegistry registry) {
        return ClientSettings.of("http://127.0.0.1:" + registry.port(), Optional.of(TestRegistry.BOOTSTRAP_KEY));
    }

    private Mirror mirror() {
        return mirror(Map.of(), vkey);
    }

    private Mirror mirror(Map<String, String> settings, VerifierKey believed) {
        Map<String, String> environment = TestRegistry.environment(copy.owner(), copy.runtime(), settings);
        return Mirror.open(
                Settings.load(environment, Optional.empty()), client(source), LogPolicy.ofLogs(List.of(believed)));
    }

    private void publish(String name, String version) {
        source.http().published(name, version, "{\"description\":\"" + name + "\",\"tags\":[\"a\"]}");
    }

    /** Several tiles of entries, an unsigned one and a wrongly signed one among them. */
    private void importMany(int count) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            lines.writeBytes(TestRegistry.TRUSTED
                    .record("bulk.n" + i, "1.0.0", "{\"title\":\"number " + i + "\"}")
                    .toLine());
            lines.write('\n');
        }
        lines.writeBytes(
                TestRegistry.STRANGER.record("odd.stranger", "1.0.0", "{}").toLine());
        lines.write('\n');
        String signed = new String(
                TestRegistry.TRUSTED.record("odd.unsigned", "1.0.0", "{}").toLine(), UTF_8);
        lines.writeBytes(signed.replaceFirst("\"signature\":\\{[^}]*}", "\"signature\":null")
                .getBytes(UTF_8));
        lines.write('\n');
        Map<String, String> environment =
                TestRegistry.environment(sourceDatabase.owner(), sourceDatabase.runtime(), log);
        try (OfflineImport run = OfflineImport.open(Settings.load(environment, Optional.empty()), true)) {
            run.run(
                    new ByteArrayInputStream(lines.toByteArray()),
                    outcome -> assertThat(outcome.fate()).isEqualTo(OfflineImport.Fate.IMPORTED));
        }
    }

    private MonitorReport monitor(TestRegistry registry) {
        return new LogMonitor(
                        new LogClient(client(registry)),
                        new RegistryClient(client(registry)),
                        LogMonitor.Trust.ofLog(List.of(vkey)),
                        new LogMonitor.Options(8, true, (done, size) -> {}))
                .run(MonitorMemory.none());
    }

    private void assertSameTables() {
        for (String table : List.of(
                "journal ORDER BY index",
                "actions ORDER BY name",
                "action_versions ORDER BY log_index",
                "dist_tags ORDER BY name, tag",
                "namespaces ORDER BY name",
                "log_tiles ORDER BY level, n",
                "journal_head")) {
            // But for the seals of versions, which are the source's own: the key for them is not the copy's to have.
            String row = "(to_jsonb(t) - 'seal')::text";
            String rows = "SELECT coalesce(string_agg(" + row + ", E'\\n'), '') FROM (SELECT * FROM " + table + ") t";
            assertThat(Sql.value(copy.owner(), rows)).as(table).isEqualTo(Sql.value(sourceDatabase.owner(), rows));
        }
        assertThat(Sql.value(copy.owner(), "SELECT count(seal) FROM action_versions"))
                .isEqualTo("0");
        String latest = "SELECT note FROM log_checkpoints ORDER BY size DESC LIMIT 1";
        assertThat(Sql.value(copy.owner(), latest)).isEqualTo(Sql.value(sourceDatabase.owner(), latest));
    }

    @Test
    void aRegistryIsSoundInTheEyesOfItsMonitor() throws IOException {
        publish("files.move", "1.0.0");
        importMany(300);
        publish("files.move", "1.1.0");

        MonitorReport report = monitor(source);

        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(304);
        assertThat(report.documents()).isEqualTo(304);
    }

    @Test
    void aCopyIsTheSourceRowByRowAndServesItsLog() throws IOException {
        publish("files.move", "1.0.0");
        importMany(300);
        publish("files.move", "1.1.0");
        try (Mirror mirror = mirror()) {
            assertThat(mirror.catchUp(entries -> {}).size()).isEqualTo(304);
        }

        assertSameTables();
        try (TestRegistry served = TestRegistry.on(copy.owner(), copy.runtime(), Map.of())) {
            assertThat(monitor(served).findings()).isEmpty();
            RegistryClient there = new RegistryClient(client(source));
            RegistryClient here = new RegistryClient(client(served));
            for (String name : List.of("files.move", "odd.stranger", "odd.unsigned")) {
                var coordinate = Coordinate.parse(name, "1.0.0");
                assertThat(here.version(coordinate).json())
                        .isEqualTo(there.version(coordinate).json());
                assertThat(here.version(coordinate).verified()).isEqualTo(name.equals("files.move"));
            }
        }
    }

    @Test
    void statusTagsAndNamespacesAreRepeated() {
        publish("files.move", "1.0.0");
        publish("files.move", "1.1.0");
        String version = "/actions/files.move/versions/1.0.0";
        source.http()
                .patch(
                        version + "/status",
                        "{\"status\":\"unsafe\",\"severity\":\"high\",\"reason\":\"It's broken\\\\\",\"sunset\":"
                                + "\"2027-01-01T00:00:00.5Z\",\"replacement\":\"files.move@1.1.0\"}")
                .expect(200);
        source.http()
                .put("/actions/files.move/tags/stable", "{\"version\":\"1.1.0\"}")
                .expect(200);
        source.http()
                .put("/actions/files.move/tags/gone", "{\"version\":\"1.1.0\"}")
                .expect(200);
        source.http().delete("/actions/files.move/tags/gone").expect(200);
        source.http()
                .put("/namespaces/files", "{\"owners\":[\"k1\"],\"kids\":[\"test-root-1\"]}")
                .expect(200);
        try (Mirror mirror = mirror()) {
            assertThat(mirror.catchUp(entries -> {}).size()).isEqualTo(7);
        }

        assertSameTables();
        try (TestRegistry served =
                TestRegistry.on(copy.owner(), copy.runtime(), Map.of("ACTION_REGISTRY_READ_ONLY", "true"))) {
            for (String path : List.of(version, version + "/verify", "/actions/files.move", "/namespaces/files")) {
                assertThat(served.http().get(path).expect(200).json())
                        .as(path)
                        .isEqualTo(source.http().get(path).expect(200).json());
            }
            served.http().patch(version + "/status", "{\"status\":\"active\"}").expect(403, "READ_ONLY");
            served.http().delete("/actions/files.move/tags/stable").expect(403, "READ_ONLY");
            served.http()
                    .put("/namespaces/files", "{\"owners\":[],\"kids\":[]}")
                    .expect(403, "READ_ONLY");
        }
    }

    @Test
    void aCopyGoesOnWhereItWas() {
        publish("files.move", "1.0.0");
        try (Mirror mirror = mirror()) {
            mirror.catchUp(entries -> {});
        }
        publish("files.move", "1.1.0");
        publish("files.copy", "1.0.0");

        try (Mirror mirror = mirror()) {
            assertThat(mirror.catchUp(entries -> {}).size()).isEqualTo(3);
            assertThat(mirror.catchUp(entries -> {}).size())
                    .as("nothing is new")
                    .isEqualTo(3);
        }
        assertSameTables();
    }

    @Test
    void aMirrorFollowsUntilItIsStopped() throws Exception {
        BlockingQueue<Long> reached = new LinkedBlockingQueue<>();
        publish("files.move", "1.0.0");
        try (Mirror mirror = mirror()) {
            Thread following = new Thread(() -> mirror.follow(Duration.ofMillis(20), reached::add));
            following.start();
            assertThat(reached.poll(20, SECONDS)).isEqualTo(1L);

            publish("files.move", "1.1.0");

            assertThat(reached.poll(20, SECONDS)).isEqualTo(2L);
            mirror.stop();
            following.join(20_000);
            assertThat(following.isAlive()).isFalse();
        }
        assertSameTables();
    }

    private void assertRefused(Mirror mirror, String why) {
        try (mirror) {
            assertThatThrownBy(() -> mirror.catchUp(entries -> {}))
                    .isInstanceOf(MirrorRefused.class)
                    .hasMessageContaining(why);
        }
    }

    private static void assertEmpty(DatabaseUrl database) {
        assertThat(Sql.value(database, "SELECT count(*) FROM journal")).isEqualTo("0");
        assertThat(Sql.value(database, "SELECT count(*) FROM log_tiles")).isEqualTo("0");
    }

    @Test
    void whatTheSourceCallsVerifiedMustBeSoUnderTheMirrorsKeys() {
        publish("files.move", "1.0.0");
        String others = new String(TrustedKeyList.write(List.of(TestRegistry.ALSO_TRUSTED.entry())), UTF_8);

        assertRefused(
                mirror(Map.of("TRUSTED_KEYS_JSON", others), vkey),
                "files.move@1.0.0 is verified in the source's eyes, here not: Unknown key id (key test-root-1)");
        assertEmpty(copy.owner());
    }

    @Test
    void aCheckpointUnderAnotherKeyIsNotBelieved() {
        publish("files.move", "1.0.0");
        VerifierKey other =
                new NoteSigner(new KeyName(ORIGIN), Ed25519PrivateKey.generate(new SecureRandom())).verifierKey();

        assertRefused(mirror(Map.of(), other), "the source's checkpoint is not to be believed");
        assertEmpty(copy.owner());
    }

    @Test
    void anEntryThatWasTamperedWithIsNotCopied() {
        publish("files.move", "1.0.0");
        publish("files.copy", "1.0.0");
        Sql.run(
                sourceDatabase.owner(),
                "ALTER TABLE journal DISABLE TRIGGER immutable_entry",
                "UPDATE journal SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'Z\"', '1Z\"'), 'UTF8') WHERE index = 1");

        assertThat(monitor(source).sound()).isFalse();
        assertRefused(mirror(), "are not the beginning of the source's log of 2 entries");
        assertEmpty(copy.owner());
    }

    @Test
    void aDocumentThatWasTamperedWithIsFoundByTheMonitorAndCopiedAsNotVerified() {
        publish("files.move", "1.0.0");
        Sql.run(
                sourceDatabase.owner(),
                "ALTER TABLE action_versions DISABLE TRIGGER immutable_version",
                "UPDATE action_versions SET canonical = convert_to('{\"description\":\"evil\"}', 'UTF8')");

        assertThat(monitor(source).findings())
                .hasSize(1)
                .first()
                .satisfies(finding -> assertThat(finding.message()).contains("the digest of what is served is"));
        try (Mirror mirror = mirror()) {
            mirror.catchUp(entries -> {});
        }
        try (TestRegistry served = TestRegistry.on(copy.owner(), copy.runtime(), Map.of())) {
            assertThat(served.http()
                            .get("/actions/files.move/versions/1.0.0")
                            .expect(200)
                            .text())
                    .contains("\"verified\":false");
        }
    }

    @Test
    void aDatabaseThatHoldsSomethingElseIsNotWrittenTo() {
        publish("files.move", "1.0.0");
        Map<String, String> settings = new HashMap<>(log);
        settings.put("LOG_ORIGIN", "other.example/log");
        try (TestRegistry other = TestRegistry.on(copy.owner(), copy.runtime(), settings)) {
            other.http().published("web.fetch", "1.0.0", "{}");
        }

        assertRefused(mirror(), "the first 1 entries");
        assertThat(Sql.value(copy.owner(), "SELECT count(*) FROM journal")).isEqualTo("1");
    }

    @Test
    void aSourceThatWentBackIsNotFollowed() {
        publish("files.move", "1.0.0");
        publish("files.move", "1.1.0");
        try (Mirror mirror = mirror()) {
            mirror.catchUp(entries -> {});
        }
        source.close();
        TestDatabase older = TestDatabase.fresh();
        source = TestRegistry.on(older.owner(), older.runtime(), log);
        publish("files.move", "1.0.0");

        assertRefused(mirror(), "the source signed a checkpoint of 1 entries, but 2 were copied from it before");
    }
}
