package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.actionregistry.json.StrictJson;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsVerbIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();

    @TempDir
    Path directory;

    private Shell shell;

    @BeforeAll
    static void publish() {
        for (String name : new String[] {"files.move", "web.fetch", "files.copy"}) {
            REGISTRY.http().published(name, "1.0.0", "{}");
        }
    }

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

    @Test
    void printsTheJournalAndEnds() {
        Shell.Result result = shell.run("events");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.outLines()).hasSize(4);
        assertThat(result.outLines().get(0))
                .isEqualTo("INDEX     TIME                         TYPE                  ACTION");
        assertThat(result.outLines().get(1)).startsWith("0  ").endsWith("  version.published     files.move@1.0.0");
    }

    @Test
    void endsAlsoWhenItsFilterLetsNothingThroughAtTheEnd() {
        Shell.Result result = shell.run("events", "--name", "web.fetch", "-o", "json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.outLines())
                .singleElement()
                .satisfies(line -> assertThat(StrictJson.readObject(line.getBytes(UTF_8), 8))
                        .containsEntry("index", 1L)
                        .containsEntry("name", "web.fetch")
                        .containsKeys("hash", "kid", "sig_sha256"));
        assertThat(shell.run("events", "--namespace", "none", "-o", "json").out())
                .isEmpty();
    }

    @Test
    void beginsAndEndsWhereItIsTold() {
        Shell.Result result = shell.run("events", "--since", "1", "--count", "1", "-o", "json");

        assertThat(result.outLines()).singleElement().asString().contains("\"index\":1,");
    }

    @Test
    void followsAServerThroughARestart() throws ExecutionException, InterruptedException {
        TestDatabase database = TestDatabase.fresh();
        int port;
        CompletableFuture<Shell.Result> following;
        try (TestRegistry first = TestRegistry.on(
                database.owner(), database.runtime(), Map.of("ACTION_REGISTRY_EVENTS_SUBSCRIBERS", "1"))) {
            port = first.port();
            first.http().published("a.one", "1.0.0", "{}");
            following = CompletableFuture.supplyAsync(() -> shell.run(
                    "events",
                    "--url",
                    "http://127.0.0.1:" + port,
                    "--follow",
                    "--since",
                    "0",
                    "--count",
                    "3",
                    "-o",
                    "json"));
            while (first.http().head("/events").status() != 503) {
                // There is room for one: as long as there is, nobody follows.
                Thread.onSpinWait();
            }
            first.http().published("a.two", "1.0.0", "{}");
        }
        try (TestRegistry second =
                TestRegistry.on(database.owner(), database.runtime(), Map.of("PORT", Integer.toString(port)))) {
            second.http().published("a.three", "1.0.0", "{}");

            assertThat(following.get().outLines())
                    .extracting(line ->
                            StrictJson.readObject(line.getBytes(UTF_8), 8).get("name"))
                    .containsExactly("a.one", "a.two", "a.three");
        }
    }

    @Test
    void saysWhyItMayNot() {
        assertThat(shell.run("events", "--api-key", "wrong").exitCode()).isEqualTo(4);
        assertThat(shell.run("events", "--follow", "--api-key", "wrong").exitCode())
                .isEqualTo(4);
        assertThat(shell.run("events", "--type", "no.such").exitCode()).isEqualTo(1);
        assertThat(shell.run("events", "--since", "-1").exitCode()).isEqualTo(2);
        assertThat(shell.run("events", "--since", "100000", "--follow").exitCode())
                .isEqualTo(1);
        assertThat(shell.run("events", "--follow", "--url", "http://127.0.0.1:1")
                        .exitCode())
                .isEqualTo(3);
    }
}
