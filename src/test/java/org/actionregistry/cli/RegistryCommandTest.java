package org.actionregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.actionregistry.client.ScriptedServer;
import org.actionregistry.client.ScriptedServer.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all verbs have in common. */
class RegistryCommandTest {
    @TempDir
    Path directory;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(directory);
    }

    static Stream<String> verbs() {
        return Stream.of("keygen", "canonicalize", "digest", "sign", "publish", "verify", "list", "show", "completion");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbExplainsItselfOnStandardOutput(String verb) {
        Shell.Result result = shell.run(verb, "--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("Usage: action-registry " + verb);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbTellsTheProgramsVersion(String verb) {
        assertThat(shell.run(verb, "-V").out()).startsWith("action-registry ");
    }

    @Test
    void listsItsVerbsAndExitCodes() {
        assertThat(shell.run("--help").out()).contains(verbs().toList()).contains("6   conflict");
    }

    @Test
    void completionIsAScriptThatBashAccepts() throws IOException, InterruptedException {
        Shell.Result result = shell.run("completion");

        Process bash = new ProcessBuilder("bash", "-n", shell.file("completion.sh", result.bytes())).start();
        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).isZero();
        assertThat(result.out())
                .contains("complete ")
                .contains("action-registry")
                .contains("--trusted-keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bogus", "list --bogus", "list --limit 3 --all", "list --limit 0", "show", "show A@1"})
    void refusesWrongUseOnStandardErrorWithoutATrace(String line) {
        Shell.Result result = line.isEmpty() ? shell.run() : shell.run((Object[]) line.split(" ", -1));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .hasSizeBetween(1, 2)
                .first()
                .asString()
                .startsWith("error: ")
                .doesNotStartWith("error: Error");
    }

    @ParameterizedTest
    @CsvSource({
        "400, BAD_REQUEST, 1",
        "401, UNAUTHENTICATED, 4",
        "403, FORBIDDEN, 4",
        "404, ACTION_NOT_FOUND, 5",
        "409, VERSION_EXISTS, 6",
        "406, NOT_ACCEPTABLE, 3",
        "500, INTERNAL, 3"
    })
    void exitsAsTheRegistryAnswers(int status, String code, int exitCode) {
        try (ScriptedServer server = ScriptedServer.answering(Answer.error(status, code, "Because."))) {
            Shell.Result result = shell.run("show", "a@1.0.0", "--url", server.url());

            assertThat(result.exitCode()).isEqualTo(exitCode);
            assertThat(result.out()).isEmpty();
            assertThat(result.errLines()).first().isEqualTo("error: Because. (" + code + ")");
        }
    }

    @Test
    void saysHowToGiveAKeyWhenOneIsMissing() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.error(401, "UNAUTHENTICATED", "Who are you?"))) {
            assertThat(shell.run("list", "--url", server.url()).errLines())
                    .containsExactly(
                            "error: Who are you? (UNAUTHENTICATED)",
                            "  give an API key with --api-key or ACTION_REGISTRY_API_KEY");
        }
    }

    @Test
    void saysThatSomethingElseAnswered() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, "<html>"))) {
            Shell.Result result = shell.run("show", "a", "--url", server.url());

            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("error: the answer to /actions/a is not a registry's: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show a", "verify a", "publish --dry-run r.json"})
    void neverEchoesTheApiKey(String line) {
        try (ScriptedServer server = ScriptedServer.answering(Answer.error(401, "UNAUTHENTICATED", "No."))) {
            String withFile = line.replace("r.json", shell.file("r.json", "{}"));
            shell.env("ACTION_REGISTRY_URL", server.url());

            Shell.Result unusable = shell.run((Object[]) (withFile + " --api-key=s3cr3t\u00e9").split(" ", -1));
            Shell.Result refused = shell.run((Object[]) (withFile + " --api-key=s3cr3t").split(" ", -1));

            assertThat(unusable.exitCode()).isEqualTo(2);
            assertThat(refused.exitCode()).isNotZero();
            assertThat(unusable.out() + unusable.err() + refused.out() + refused.err())
                    .doesNotContain("s3cr3t");
        }
    }

    @Test
    void optionsComeBeforeTheEnvironment() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.error(404, "ACTION_NOT_FOUND", "No."))) {
            shell.env("ACTION_REGISTRY_URL", "http://no-such-host.invalid").env("ACTION_REGISTRY_API_KEY", "env");

            shell.run("show", "a", "--url", server.url(), "--api-key", "option");

            assertThat(server.requests().get(0).header("X-API-Key")).isEqualTo("option");
        }
    }
}
