package org.actionregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status}, {@code tag} and {@code namespaces}, and what they make others say, against a running registry. */
class MaintenanceVerbsIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();

    @TempDir
    Path directory;

    private Shell shell;

    @BeforeAll
    static void publish() {
        RegistryHttp http = REGISTRY.http();
        http.published("files.move", "1.0.0", "{}");
        http.published("files.move", "2.0.0", "{}");
        http.published("files.copy", "1.0.0", "{}");
        http.published("files.tagged", "1.0.0", "{}");
    }

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

    @Test
    void anUnsafeVersionIsWarnedOfAndFailsWhoeverAsksForThat() {
        Shell.Result said = shell.run(
                "status",
                "files.move@1.0.0",
                "unsafe",
                "--severity",
                "critical",
                "--reason",
                "It deletes.",
                "--replacement",
                "files.move@2.0.0");
        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.outLines())
                .containsExactly("files.move@1.0.0 unsafe (critical): It deletes.; use files.move@2.0.0");

        for (String verb : new String[] {"show", "verify"}) {
            Shell.Result warned = shell.run(verb, "files.move@1.0.0");
            assertThat(warned.exitCode()).as(warned.err()).isZero();
            assertThat(warned.errLines())
                    .contains("warning: files.move@1.0.0 is unsafe (critical): It deletes.; use files.move@2.0.0");
            assertThat(shell.run(verb, "files.move@1.0.0", "--fail-on", "deprecated,unsafe")
                            .exitCode())
                    .isEqualTo(1);
            assertThat(shell.run(verb, "files.move@1.0.0", "--fail-on", "yanked")
                            .exitCode())
                    .isZero();
            assertThat(shell.run(verb, "files.move@2.0.0", "--fail-on", "unsafe")
                            .exitCode())
                    .isZero();
        }
        assertThat(shell.run("list", "--status", "unsafe").outLines()).hasSize(2);
    }

    @Test
    void aListWarnsOfWhatIsDeprecated() {
        assertThat(shell.run("status", "files.copy@1.0.0", "deprecated", "--reason", "old")
                        .exitCode())
                .isZero();

        Shell.Result listed = shell.run("list", "--fail-on", "deprecated");

        assertThat(listed.exitCode()).isEqualTo(1);
        assertThat(listed.errLines()).contains("warning: files.copy@1.0.0 is deprecated: old");
        assertThat(shell.run("list").exitCode()).isZero();
    }

    @Test
    void whatTheRegistryRefusesIsAnAnswerAndWhatIsNoVersionIsWrongUse() {
        assertThat(shell.run("status", "files.move@2.0.0", "unsafe").exitCode()).isEqualTo(1);
        assertThat(shell.run("status", "files.move", "yanked").exitCode()).isEqualTo(2);
        assertThat(shell.run("status", "files.move@2.0.0", "gone").exitCode()).isEqualTo(2);
        assertThat(shell.run("status", "files.none@2.0.0", "yanked").exitCode()).isEqualTo(5);
        assertThat(shell.run("tag", "add", "files.move@2.0.0", "latest").exitCode())
                .isEqualTo(2);
    }

    @Test
    void tagsAreAddedListedAndRemoved() {
        assertThat(shell.run("tag", "add", "files.tagged@1.0.0", "stable").errLines())
                .containsExactly("stable is files.tagged@1.0.0");
        assertThat(shell.run("tag", "add", "files.tagged@1.0.0", "stable").errLines())
                .containsExactly("it was so before");
        assertThat(shell.run("tag", "list", "files.tagged").outLines())
                .containsExactly("TAG     VERSION", "latest  1.0.0", "stable  1.0.0");
        assertThat(shell.run("tag", "rm", "files.tagged", "stable").exitCode()).isZero();
        assertThat(shell.run("tag", "rm", "files.tagged", "stable").exitCode()).isEqualTo(5);
    }

    @Test
    void namespacesAreSetShownAndListed() {
        assertThat(shell.run("namespaces", "set", "team.x", "--owner", "b", "--owner", "a", "--key", "k-1")
                        .outLines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("team.x     a,b     k-1");
        assertThat(shell.run("namespaces", "show", "team.x", "-o", "json").out())
                .contains("\"owners\":[\"a\",\"b\"]");
        assertThat(shell.run("namespaces", "list").outLines()).anyMatch(line -> line.startsWith("team.x "));
        assertThat(shell.run("namespaces", "show", "team.none").exitCode()).isEqualTo(5);
        assertThat(shell.run("namespaces", "set", "team_x").exitCode()).isEqualTo(6);
    }
}
