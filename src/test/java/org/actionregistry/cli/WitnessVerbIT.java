package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.SignedNote;
import org.actionregistry.signing.VerifierKey;
import org.actionregistry.witness.WitnessedLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The witness as its operator runs it: a process with a state file. */
class WitnessVerbIT {
    private static final String NAME = "example.com/w";

    @TempDir
    Path directory;

    private final WitnessedLog log = new WitnessedLog("log.example");
    private final HttpClient http = HttpClient.newHttpClient();
    private Shell shell;
    private Path key;
    private VerifierKey vkey;

    /** What a running witness printed when it was ready. */
    private record Running(Process process, Map<String, @Nullable Object> ready) implements AutoCloseable {
        URI url(String path) {
            return URI.create("http://127.0.0.1:" + ready.get("port") + path);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @BeforeEach
    void makeKey() {
        shell = new Shell(directory);
        key = directory.resolve("witness.pem");
        Shell.Result made = shell.run("keygen", "--witness", "--name", NAME, "--out", key);
        vkey = VerifierKey.parse(made.out().strip());
    }

    private Running start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "witness",
                        "--state",
                        directory.resolve("state.json").toString(),
                        "--key",
                        key.toString(),
                        "--name",
                        NAME,
                        "--log",
                        log.key().toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "-o",
                        "json")
                .redirectError(directory.resolve("witness.err").toFile())
                .start();
        BufferedReader out = process.inputReader(UTF_8);
        String line = out.readLine();
        assertThat(line).as("what the witness says when it is ready").isNotNull();
        return new Running(process, StrictJson.readObject(line.getBytes(UTF_8), 2));
    }

    private HttpResponse<String> add(Running witness, long from, long to) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(witness.url("/add-checkpoint"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        log.request(from, to).bytes()))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    @Test
    void cosignsUnderItsNameAndRemembersThroughARestartAndAKill() throws Exception {
        try (Running first = start()) {
            assertThat(first.ready()).containsEntry("vkey", vkey.toString());
            HttpResponse<String> cosigned = add(first, 0, 5);
            assertThat(cosigned.statusCode()).isEqualTo(200);
            assertThat(log.checkpoint(5)
                            .with(SignedNote.parseSignatures(cosigned.body()))
                            .open(List.of(vkey)))
                    .hasSize(1);
            first.process().destroy();
            assertThat(first.process().waitFor(20, SECONDS)).isTrue();
            assertThat(first.process().exitValue()).as("an orderly stop").isZero();
        }
        try (Running second = start()) {
            assertThat(add(second, 0, 7).body()).isEqualTo("5\n");
            assertThat(add(second, 5, 7).statusCode()).isEqualTo(200);
            second.process().destroyForcibly();
            assertThat(second.process().waitFor(20, SECONDS)).isTrue();
        }
        try (Running third = start()) {
            HttpResponse<String> conflict = add(third, 5, 9);
            assertThat(conflict.statusCode()).isEqualTo(409);
            assertThat(conflict.body()).isEqualTo("7\n");
        }
    }

    @Test
    void refusesToRunBesideAnotherOnTheSameState() throws Exception {
        try (Running first = start()) {
            assertThat(first.process().isAlive()).isTrue();

            Shell.Result second = witness("--log", log.key());

            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err()).contains("is in use by another process");
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(witness().err()).contains("no log to cosign");
        String noLogs = shell.file("policy", "quorum none\n");
        assertThat(witness("--policy", noLogs).exitCode()).isEqualTo(2);
        shell.file("state.json", "{}");
        Shell.Result damaged = witness("--log", log.key());
        assertThat(damaged.exitCode()).isEqualTo(2);
        assertThat(damaged.err()).contains("is not this witness's state");
    }

    private Shell.Result witness(Object... more) {
        Object[] start = {"witness", "--state", directory.resolve("state.json"), "--key", key, "--name", NAME};
        return shell.run(
                Stream.concat(Arrays.stream(start), Arrays.stream(more)).toArray());
    }
}
