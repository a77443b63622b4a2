package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.actionregistry.json.StrictJson;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysVerbIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();

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
                .env("ACTION_REGISTRY_API_KEY", BOOTSTRAP_KEY);
    }

    private static String id(String key) {
        return key.split("_", -1)[1];
    }

    private String create(String... options) {
        String[] command = new String[options.length + 4];
        System.arraycopy(new String[] {"api-keys", "create", "--name", "ci"}, 0, command, 0, 4);
        System.arraycopy(options, 0, command, 4, options.length);
        Shell.Result made = shell.run(command);
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.outLines()).hasSize(1);
        assertThat(made.err())
                .contains(id(made.outLines().get(0)))
                .doesNotContain(made.outLines().get(0));
        return made.outLines().get(0);
    }

    @Test
    void aKeyLivesFromCreateToRevoke() {
        String key = create("--role", "publisher", "--namespace", "files", "--namespace", "web", "--expires", "90d");

        Shell.Result me = shell.run("whoami", "--api-key", key);
        assertThat(me.outLines().get(1)).matches(id(key) + " +ci +publisher +files,web");
        assertThat(shell.run("api-keys", "list").out())
                .containsPattern(id(key) + " +ci +publisher +files,web +active")
                .doesNotContain(key);

        Shell.Result revoked = shell.run("api-keys", "revoke", id(key));
        assertThat(revoked.exitCode()).isZero();
        assertThat(revoked.outLines().get(1)).contains("revoked");
        Shell.Result refused = shell.run("whoami", "--api-key", key);
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void programsReadJson() {
        Shell.Result made = shell.run(
                "api-keys",
                "create",
                "--name",
                "x",
                "--role",
                "Reader",
                "--expires",
                "2099-01-01T00:00:00Z",
                "-o",
                "json");
        assertThat(StrictJson.readObject(made.out().getBytes(UTF_8), 4))
                .containsKeys("id", "api_key")
                .containsEntry("role", "reader")
                .containsEntry("expires_at", "2099-01-01T00:00:00Z");
        assertThat(shell.run("api-keys", "list", "-o", "json").outLines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(StrictJson.readObject(line.getBytes(UTF_8), 4))
                        .containsKeys("id", "last_used_at"));
        assertThat(StrictJson.readObject(shell.run("whoami", "-o", "json").out().getBytes(UTF_8), 4))
                .containsEntry("id", "bootstrap");
    }

    @Test
    void aKeyThatIsPastedWholeGoesNowhere() {
        String key = create("--role", "reader");

        Shell.Result refused = shell.run("api-keys", "revoke", key);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).doesNotContain(key);
        assertThat(shell.run("whoami", "--api-key", key).exitCode()).isZero();
    }

    @Test
    void refusalsHaveTheirExitCodes() {
        String reader = create("--role", "reader");
        assertThat(shell.run("api-keys", "list", "--api-key", reader).exitCode())
                .as("not allowed")
                .isEqualTo(4);
        assertThat(shell.run("api-keys", "revoke", "nosuchkey").exitCode())
                .as("not found")
                .isEqualTo(5);
        assertThat(shell.run("api-keys", "create", "--name", "x", "--role", "admin", "--namespace", "files")
                        .exitCode())
                .as("refused")
                .isEqualTo(1);
        assertThat(shell.run("api-keys").exitCode()).as("no verb").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "0d", "-1d", "90", "1w"})
    void aTimeThatIsNoneIsRefused(String when) {
        assertThat(shell.run("api-keys", "create", "--name", "x", "--role", "reader", "--expires", when)
                        .exitCode())
                .isEqualTo(2);
    }
}
