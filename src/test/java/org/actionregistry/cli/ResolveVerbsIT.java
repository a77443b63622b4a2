package org.actionregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code resolve} and {@code lock}, against a running registry. */
class ResolveVerbsIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();
    private static final RegistryHttp HTTP = REGISTRY.http();

    @TempDir
    Path directory;

    private Shell shell;

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @BeforeEach
    void openShell() {
        shell = new Shell(directory)
                .env("ACTION_REGISTRY_URL", "http://127.0.0.1:" + REGISTRY.port())
                .env("ACTION_REGISTRY_API_KEY", TestRegistry.BOOTSTRAP_KEY);
    }

    private static void status(String name, String version, String status) {
        HTTP.patch(
                        RegistryHttp.version(name, version) + "/status",
                        "{\"status\":\"" + status + "\",\"reason\":\"why\"}")
                .expect(200);
    }

    @Test
    void aVersionIsFoundByRangeByTagOrAsTheLatest() {
        HTTP.published("v.find", "1.0.0", "{}");
        HTTP.published("v.find", "1.1.0", "{}");
        HTTP.published("v.find", "2.0.0", "{}");
        status("v.find", "1.1.0", "yanked");
        status("v.find", "1.0.0", "deprecated");
        HTTP.put("/actions/v.find/tags/stable", "{\"version\":\"2.0.0\"}").expect(200);

        Shell.Result range = shell.run("resolve", "v.find@>=1 <2 || =1.0.0");
        assertThat(range.exitCode()).as(range.err()).isZero();
        assertThat(range.outLines()).first().asString().matches("version +v\\.find@1\\.0\\.0");
        assertThat(range.errLines())
                .containsExactly("passed over: 1.1.0 (yanked)", "warning: v.find@1.0.0 is deprecated");
        assertThat(shell.run("resolve", "v.find@stable", "-o", "json").out()).contains("\"version\":\"2.0.0\"");
        assertThat(shell.run("resolve", "v.find").out()).contains("v.find@2.0.0");

        assertThat(shell.run("resolve", "v.find@^3").exitCode()).isEqualTo(5);
        assertThat(shell.run("resolve", "v.find@none").exitCode()).isEqualTo(5);
        Shell.Result malformed = shell.run("resolve", "v.find@^1..2");
        assertThat(malformed.exitCode()).isEqualTo(2);
        assertThat(malformed.err()).contains("at character 4");
    }

    @Test
    void aLockIsWrittenHoldsAndDrifts() throws IOException {
        HTTP.published("v.one", "1.0.0", "{}");
        HTTP.published("v.two", "1.0.0", "{}");
        String wanted = "{\"requirements\":[{\"name\":\"v.two\"},{\"name\":\"v.one\",\"range\":\"^1\"}]}";
        Path lock = directory.resolve("actions.lock");

        Shell.Result made = shell.stdin(wanted).run("lock", "-", "-o", lock.toString());
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).isEmpty();
        assertThat(Files.readString(lock))
                .isEqualTo(shell.stdin(wanted).run("lock", "-").out())
                .containsSubsequence("\"lock_version\":1", "v.one", "v.two", "\"unresolved\":[]");

        Shell.Result held = shell.run("lock", "--check", lock.toString());
        assertThat(held.exitCode()).as(held.err()).isZero();
        assertThat(held.out()).isEmpty();

        HTTP.published("v.one", "1.1.0", "{}");
        status("v.two", "1.0.0", "yanked");
        Shell.Result drifted = shell.run("lock", "--check", lock.toString());
        assertThat(drifted.exitCode()).isEqualTo(1);
        assertThat(drifted.outLines()).first().isEqualTo("v.one@^1: 1.0.0 -> 1.1.0");
        assertThat(drifted.outLines()).last().asString().startsWith("v.two: is resolved no more: ");
    }

    @Test
    void aLockWithOtherBytesThanThoseServedHasDrifted() throws IOException {
        HTTP.published("v.bytes", "1.0.0", "{}");
        String lock = shell.stdin("{\"requirements\":[{\"name\":\"v.bytes\"}]}")
                .run("lock", "-")
                .out();
        Path forged = Files.writeString(
                directory.resolve("forged.lock"), lock.replaceAll("sha256:[0-9a-f]{4}", "sha256:0000"));

        Shell.Result drifted = shell.run("lock", "--check", forged.toString());

        assertThat(drifted.exitCode()).isEqualTo(1);
        assertThat(drifted.out()).contains("v.bytes: 1.0.0 sha256:0000").contains(" -> 1.0.0 sha256:");
    }

    @Test
    void whatCannotBeResolvedLeavesTheOldLock() throws IOException {
        HTTP.published("v.kept", "1.0.0", "{}");
        Path lock = Files.writeString(directory.resolve("kept.lock"), "old");

        Shell.Result refused = shell.stdin(
                        "{\"requirements\":[{\"name\":\"v.kept\"},{\"name\":\"v.absent\",\"range\":\"1\"}]}")
                .run("lock", "-", "-o", lock.toString());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("There is no action v.absent. (ACTION_NOT_FOUND)");
        assertThat(lock).hasContent("old");
    }

    @Test
    void whatIsNoLockOrNoRequirementIsWrongUse() {
        assertThat(shell.stdin("{}").run("lock", "-").exitCode()).isEqualTo(2);
        assertThat(shell.stdin("{\"requirements\":[{\"name\":\"a\",\"range\":\"1\",\"tag\":\"b\"}]}")
                        .run("lock", "-")
                        .exitCode())
                .isEqualTo(2);
        assertThat(shell.stdin("{\"lock_version\":2,\"resolved\":[],\"unresolved\":[]}")
                        .run("lock", "--check", "-")
                        .exitCode())
                .isEqualTo(2);
        assertThat(shell.stdin("{}").run("lock", "-", "--check", "-o", "x").exitCode())
                .isEqualTo(2);
    }
}
