package org.actionregistry.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.actionregistry.testing.TestRegistry.STRANGER;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.actionregistry.signing.TrustedKeyList;
import org.actionregistry.testing.RegistryProcess;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that talk to a registry, from the jar: what they print and what they exit with. */
class VerbsJarIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();

    @TempDir
    private Path directory;

    @BeforeAll
    static void publish() {
        REGISTRY.http().published("files.move", "1.0.0", "{\"description\":\"Moves\",\"name\":\"files.move\"}");
        REGISTRY.http().published("files.copy", "1.0.0", "{}");
        Sql.run(
                REGISTRY.owner(),
                "SET session_replication_role = replica",
                "UPDATE action_versions SET canonical = '{\"x\":1}' WHERE name = 'files.copy'");
    }

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Test
    void publishSignsAndIsToldApartFromPublishedBeforeAndFromConflicts() throws IOException {
        Path key = Files.writeString(directory.resolve("key.pem"), TRUSTED.key().toPem());
        Path manifest = Files.writeString(
                directory.resolve("m.json"), "{\"name\":\"cli.tool\",\"version\":\"1.0.0\",\"description\":\"a\"}");
        String[] publish = {"publish", manifest.toString(), "--key", key.toString(), "--kid", "test-root-1"};

        assertExit(0, run(publish), "published  cli.tool@1.0.0  sha256:");
        assertExit(0, run(publish), "unchanged  cli.tool@1.0.0  sha256:");
        assertThat(REGISTRY.http()
                        .get("/actions/cli.tool/versions/1.0.0")
                        .json()
                        .getBoolean("verified"))
                .isTrue();

        Files.writeString(manifest, "{\"name\":\"cli.tool\",\"version\":\"1.0.0\",\"description\":\"b\"}");
        RegistryProcess.Result conflict = run(publish);
        assertThat(conflict.exitCode()).as(conflict.err()).isEqualTo(6);
        assertThat(conflict.err()).contains("VERSION_EXISTS");
    }

    @Test
    void publishIsRefusedUnderAKeyThatNobodyTrusts() throws IOException {
        Path key =
                Files.writeString(directory.resolve("key.pem"), STRANGER.key().toPem());
        Path manifest =
                Files.writeString(directory.resolve("m.json"), "{\"name\":\"cli.other\",\"version\":\"1.0.0\"}");

        RegistryProcess.Result refused =
                run("publish", manifest.toString(), "--key", key.toString(), "--kid", "stranger-1");

        assertThat(refused.exitCode()).as(refused.err()).isOne();
        assertThat(refused.err()).contains("KEY_UNKNOWN");
    }

    @Test
    void listPrintsATableForPeopleAndALineOfJsonEachForPrograms() {
        assertExit(0, run("list", "--namespace", "files"), "files.move");

        RegistryProcess.Result json = run("list", "--namespace", "files", "-o", "json");
        assertThat(json.out().lines().map(JsonObject::new).map(line -> line.getString("name")))
                .containsExactly("files.copy", "files.move");
    }

    @Test
    void verifyBelievesTheBytesAndTheGivenKeysOnly() throws IOException {
        String trusted = keys("trusted.json", TRUSTED);
        String others = keys("others.json", STRANGER);

        assertExit(0, run("verify", "files.move@1.0.0", "--trusted-keys", trusted), "verified");
        assertExit(0, run("verify", "files.move"), "verified");
        assertExit(1, run("verify", "files.move@1.0.0", "--trusted-keys", others), "Unknown key id");
        assertExit(1, run("verify", "files.copy@1.0.0", "--trusted-keys", trusted), "Hash mismatch");
        assertExit(1, run("verify", "files.copy@1.0.0"), "Hash mismatch");
    }

    @Test
    void showPrintsTheCanonicalBytesAndNothingElseWhereAsked() {
        RegistryProcess.Result raw = run("show", "files.move@1.0.0", "--raw");
        assertThat(raw.out()).isEqualTo("{\"description\":\"Moves\",\"name\":\"files.move\"}");
        assertExit(0, run("show", "files.move"), "1.0.0");
    }

    @Test
    void everyKindOfFailureHasAnExitCodeOfItsOwn() throws IOException {
        assertFails(2, run("show"), "see 'action-registry show --help'");
        assertFails(2, run("show", "Not A Name"), "error: ");
        assertFails(3, run("list", "--url", "http://127.0.0.1:" + closedPort()), "error: ");
        assertFails(4, run("list", "--api-key", "a-bad-key"), "UNAUTHENTICATED");
        assertFails(5, run("show", "files.absent"), "ACTION_NOT_FOUND");
        assertFails(5, run("verify", "files.move@9.9.9"), "VERSION_NOT_FOUND");
    }

    private RegistryProcess.Result run(String... arguments) {
        return RegistryProcess.run(
                directory,
                Map.of(
                        "ACTION_REGISTRY_URL",
                        "http://127.0.0.1:" + REGISTRY.port(),
                        "ACTION_REGISTRY_API_KEY",
                        BOOTSTRAP_KEY),
                arguments);
    }

    private static void assertExit(int code, RegistryProcess.Result result, String printed) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(code);
        assertThat(result.out()).contains(printed);
        assertThat(result.err()).doesNotContain("\tat ", BOOTSTRAP_KEY);
    }

    private static void assertFails(int code, RegistryProcess.Result result, String complaint) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(complaint).doesNotContain("\tat ", BOOTSTRAP_KEY);
    }

    private String keys(String file, TestSigner signer) throws IOException {
        String json = new String(TrustedKeyList.write(List.of(signer.entry())), UTF_8);
        return Files.writeString(directory.resolve(file), json).toString();
    }

    /** A port on which nobody listens, since who did has just stopped. */
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
