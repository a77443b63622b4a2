package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.actionregistry.client.ScriptedServer;
import org.actionregistry.client.ScriptedServer.Answer;
import org.actionregistry.client.ScriptedServer.Request;
import org.actionregistry.client.Signed;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.json.StrictJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class PublishVerbTest {
    private static final SignedRecord RECORD = Signed.record("files.move", "1.0.0");

    @TempDir
    Path directory;

    private Shell shell;
    private String key;

    @BeforeEach
    void openShell() {
        shell = new Shell(directory);
        key = shell.file("keys/key.pem", Signed.KEY.toPem());
    }

    /** Says of everything that it is published, as the contract has it. */
    private static Answer published(Request request, boolean created) {
        String[] segments = request.target().replaceFirst("\\?.*", "").split("/", -1);
        boolean dryRun = request.target().endsWith("?dry_run=true");
        return Answer.json(
                created && !dryRun ? 201 : 200,
                "{\"name\":\"" + segments[2] + "\",\"version\":\"" + segments[4] + "\",\"hash\":\"sha256:00\","
                        + "\"kid\":\"test-1\",\"created\":" + created + (dryRun ? ",\"dry_run\":true}" : "}"));
    }

    private static String line(String name) {
        return new String(Signed.record(name, "1.0.0").toLine(), UTF_8) + "\n";
    }

    @Test
    void sendsARecordAsItIs() {
        try (ScriptedServer server = new ScriptedServer(request -> published(request, true))) {
            Shell.Result result = shell.run("publish", shell.file("r.json", RECORD.toLine()), "--url", server.url());

            assertThat(result.exitCode()).isZero();
            assertThat(result.outLines()).containsExactly("published  files.move@1.0.0  sha256:00");
            assertThat(result.errLines()).containsExactly("1 published");
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.target()).isEqualTo("/actions/files.move/versions/1.0.0");
                assertThat(request.body())
                        .contains(RECORD.signature().orElseThrow().sig());
            });
        }
    }

    @Test
    void signsAManifestHere() {
        String manifest = shell.file("m.json", "{\"tags\":[\"x\"]}");
        try (ScriptedServer server = new ScriptedServer(request -> published(request, true))) {
            Shell.Result result = shell.env("ACTION_REGISTRY_URL", server.url())
                    .env("ACTION_REGISTRY_API_KEY", "the-key")
                    .run("publish", manifest, "--key", key, "--kid", "test-1", "--name", "a.b", "--version", "1.0.0");

            assertThat(result.exitCode()).isZero();
            Request request = server.requests().get(0);
            assertThat(request.header("X-API-Key")).isEqualTo("the-key");
            assertThat(request.body())
                    .contains("\"schema\":{\"name\":\"a.b\",\"tags\":[\"x\"],\"version\":\"1.0.0\"}")
                    .contains("\"kid\":\"test-1\"");
        }
    }

    @Test
    void searchesDirectoriesForManifestsRecordsAndLinesOfThem() {
        shell.file("in/a.json", "{\"name\":\"a\",\"version\":\"1.0.0\"}");
        shell.file("in/deep/er/b.JSON", line("b"));
        shell.file("in/c.ndjson", line("c1") + "\n" + "{\"name\":\"c2\",\"version\":\"1.0.0\"}\n");
        shell.file("in/d.jsonl", line("d"));
        shell.file("in/readme.txt", "no JSON");
        try (ScriptedServer server = new ScriptedServer(request -> published(request, true))) {
            Shell.Result result = shell.run(
                    "publish", directory.resolve("in"), "--key", key, "--kid", "test-1", "--url", server.url());

            assertThat(result.exitCode()).isZero();
            assertThat(result.outLines())
                    .extracting(row -> row.split(" +", -1)[1])
                    .containsExactly("a@1.0.0", "c1@1.0.0", "c2@1.0.0", "d@1.0.0", "b@1.0.0");
            assertThat(result.errLines()).containsExactly("5 published");
        }
    }

    @Test
    void takesWhatIsPublishedAlreadyForDone() {
        try (ScriptedServer server = new ScriptedServer(request -> published(request, false))) {
            Shell.Result result = shell.run("publish", shell.file("r.json", RECORD.toLine()), "--url", server.url());

            assertThat(result.exitCode()).isZero();
            assertThat(result.outLines()).containsExactly("unchanged  files.move@1.0.0  sha256:00");
        }
    }

    @Test
    void publishesNothingInADryRun() {
        try (ScriptedServer server = new ScriptedServer(request -> published(request, true))) {
            Shell.Result result =
                    shell.run("publish", shell.file("r.json", RECORD.toLine()), "--dry-run", "--url", server.url());

            assertThat(result.outLines()).containsExactly("accepted   files.move@1.0.0  sha256:00");
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.target()).endsWith("?dry_run=true"));
        }
    }

    @Test
    void goesOnAfterFailuresAndExitsWithTheMostSerious() {
        String lines = shell.file(
                "all.ndjson",
                line("good-1") + "{\"a\":1,\"a\":2}\n" + line("refused") + line("taken") + line("good-2"));
        try (ScriptedServer server = new ScriptedServer(request -> {
            if (request.target().contains("/refused/")) {
                return Answer.json(
                        422,
                        "{\"error\":{\"code\":\"SCHEMA_INVALID\",\"message\":\"no schema\",\"details\":{\"violations\":"
                                + "[{\"path\":\"/schema/input\",\"rule\":\"type\",\"message\":\"should be an object\"}]}}}");
            }
            return request.target().contains("/taken/")
                    ? Answer.error(409, "VERSION_EXISTS", "taken")
                    : published(request, true);
        })) {
            Shell.Result result = shell.run("publish", lines, "--url", server.url());

            assertThat(result.exitCode()).isEqualTo(6);
            assertThat(result.outLines())
                    .extracting(row -> row.split(" +", -1)[0] + " " + row.split(" +", -1)[1])
                    .containsExactly(
                            "published good-1@1.0.0",
                            "invalid " + lines + ":2",
                            "refused refused@1.0.0",
                            "conflict taken@1.0.0",
                            "published good-2@1.0.0");
            assertThat(result.errLines())
                    .hasSize(5)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("error: " + lines + ":2: /a: ")
                            .endsWith("[duplicate-key]"))
                    .contains(
                            "error: " + lines + ":3: refused@1.0.0: no schema (SCHEMA_INVALID)",
                            "  /schema/input: should be an object [type]",
                            "error: " + lines + ":4: taken@1.0.0: taken (VERSION_EXISTS)")
                    .last()
                    .isEqualTo("2 published, 1 invalid, 1 refused, 1 conflict");
        }
    }

    @Test
    void printsOneJsonObjectADocument() {
        String lines = shell.file("all.ndjson", line("good") + line("taken"));
        try (ScriptedServer server =
                new ScriptedServer(request -> request.target().contains("/taken/")
                        ? Answer.error(409, "VERSION_EXISTS", "taken")
                        : published(request, true))) {
            Shell.Result result = shell.run("publish", lines, "--url", server.url(), "-o", "json");

            assertThat(result.outLines())
                    .extracting(line -> StrictJson.readObject(line.getBytes(UTF_8), 4))
                    .satisfiesExactly(
                            good -> assertThat(good)
                                    .containsEntry("status", "published")
                                    .containsEntry("name", "good")
                                    .containsEntry("version", "1.0.0")
                                    .containsEntry("origin", lines + ":1")
                                    .doesNotContainKey("error"),
                            taken -> assertThat(taken)
                                    .containsEntry("status", "conflict")
                                    .containsKey("error"));
        }
    }

    @Test
    void stopsWhenItIsNotAllowedToPublish() {
        String lines = shell.file("all.ndjson", many());
        try (ScriptedServer server =
                ScriptedServer.answering(Answer.error(403, "FORBIDDEN", "This key may only read."))) {
            Shell.Result result = shell.run("publish", lines, "--concurrency", "2", "--url", server.url());

            assertThat(result.exitCode()).isEqualTo(4);
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(2);
            assertThat(result.errLines()).last().asString().matches("2 failed, 98 not attempted");
        }
    }

    @Test
    void stopsWhenNobodyListens() throws IOException {
        String lines = shell.file("all.ndjson", many());
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        Shell.Result result = shell.run("publish", lines, "--concurrency", "1", "--url", "http://localhost:" + port);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.errLines())
                .containsExactly(
                        "error: " + lines + ":1: a0@1.0.0: cannot reach the registry at http://localhost:" + port
                                + ": connection refused",
                        "1 failed, 99 not attempted");
    }

    private static String many() {
        return IntStream.range(0, 100).mapToObj(i -> line("a" + i)).collect(Collectors.joining());
    }

    @Test
    void keepsAsManyRequestsInFlightAsAllowedAndReportsInOrder() {
        String lines = shell.file("all.ndjson", many());
        // Nobody is answered before ten requests have come in, and nobody waits for an eleventh.
        CyclicBarrier ten = new CyclicBarrier(10);
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(request -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            await(ten);
            inFlight.decrementAndGet();
            return published(request, true);
        })) {
            Shell.Result result = shell.run("publish", lines, "--url", server.url(), "--concurrency", "10");

            assertThat(most).hasValue(10);

            assertThat(result.errLines()).containsExactly("100 published");
            assertThat(result.outLines())
                    .extracting(row -> row.split(" +", -1)[1])
                    .containsExactlyElementsOf(IntStream.range(0, 100)
                            .mapToObj(i -> "a" + i + "@1.0.0")
                            .toList());
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("too few requests in flight", e);
        }
    }

    @Test
    void showsABarOnlyToPeople() {
        String lines = shell.file("all.ndjson", many());
        try (ScriptedServer server = new ScriptedServer(request -> published(request, true))) {
            Shell.Result unwatched = shell.run("publish", lines, "--url", server.url());
            Shell.Result watched = shell.errWatched().run("publish", lines, "--url", server.url());

            assertThat(unwatched.err()).doesNotContain("\u001b").doesNotContain("%");
            assertThat(watched.err()).contains("100%").endsWith("100 published" + System.lineSeparator());
            assertThat(watched.out()).isEqualTo(unwatched.out());
        }
    }

    @Test
    void needsAKeyForAManifest() {
        String manifest = shell.file("m.json", "{\"name\":\"a\",\"version\":\"1.0.0\"}");

        Shell.Result result = shell.run("publish", manifest);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains(manifest + ": is an unsigned manifest; --key and --kid are needed to sign it");
    }

    @Test
    void refusesOneNameForManyDocuments() {
        Shell.Result result = shell.run("publish", shell.file("all.ndjson", many()), "--name", "a");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errLines()).containsExactly("error: --name and --version are for a single manifest");
    }

    @Test
    void refusesToRenameASignedRecord() {
        Shell.Result result = shell.run("publish", shell.file("r.json", RECORD.toLine()), "--name", "files.copy");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("the record is signed as \"files.move\", not \"files.copy\"");
    }

    @Test
    void refusesPathsThatHoldNothing() {
        assertThat(shell.run("publish", shell.path("none")).errLines())
                .containsExactly("error: " + shell.path("none") + ": no such file");
        assertThat(shell.run("publish", directory.resolve("keys")).errLines())
                .containsExactly("error: " + directory.resolve("keys") + ": holds no .json, .ndjson or .jsonl file");
    }

    @Test
    void refusesAConcurrencyOutOfBounds() {
        String record = shell.file("r.json", RECORD.toLine());

        assertThat(shell.run("publish", record, "--concurrency", "0").exitCode())
                .isEqualTo(2);
        assertThat(shell.run("publish", record, "--concurrency", "257").err())
                .startsWith("error: --concurrency is 1 to 256, not 257");
    }
}
