package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.actionregistry.client.ScriptedServer;
import org.actionregistry.client.ScriptedServer.Answer;
import org.actionregistry.json.StrictJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListVerbTest {
    private static final String TWO = page(
            "null",
            "{\"name\":\"files.move\",\"latest_version\":\"1.10.0\",\"versions\":[],\"version_count\":12,\"tags\":[],"
                    + "\"description\":\"Moves\\na \\u001b[31mfile\\u202e\",\"verification\":{\"verified\":true},\"new\":1}",
            "{\"name\":\"a\",\"latest_version\":null,\"versions\":[],\"version_count\":1,\"tags\":[],"
                    + "\"title\":\"Title\",\"verification\":{\"verified\":false,\"verify_error\":\"Bad signature\"}}");

    @TempDir
    Path directory;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(directory);
    }

    private static String page(String nextCursor, String... items) {
        return "{\"items\":[" + String.join(",", items) + "],\"next_cursor\":" + nextCursor + "}";
    }

    @Test
    void alignsItsColumnsAndLetsNobodyDriveTheTerminal() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, TWO))) {
            Shell.Result result = shell.run("list", "--url", server.url());

            assertThat(result.exitCode()).isZero();
            assertThat(result.outLines())
                    .containsExactly(
                            "NAME        LATEST  VERSIONS  VERIFIED  DESCRIPTION",
                            "files.move  1.10.0  12        yes       Moves a ?[31mfile?",
                            "a           -       1         NO        Title");
        }
    }

    @Test
    void cutsLongLinesForPeopleOnly() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, TWO))) {
            shell.env("COLUMNS", "44");

            assertThat(shell.run("list", "--url", server.url()).outLines().get(1))
                    .hasSize(58);
            assertThat(shell.watched().run("list", "--url", server.url()).outLines())
                    .contains("files.move  1.10.0  12        yes       M...")
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(44));
        }
    }

    @Test
    void printsWhatTheRegistrySaidAsJson() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, TWO))) {
            Shell.Result result = shell.run("list", "--url", server.url(), "-o", "json");

            assertThat(result.outLines())
                    .extracting(line -> StrictJson.readObject(line.getBytes(UTF_8), 8))
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .containsEntry("name", "files.move")
                                    .containsEntry("new", 1L),
                            second -> assertThat(second).containsEntry("name", "a"));
        }
    }

    @Test
    void stopsAtItsLimitAndSaysThatThereIsMore() {
        try (ScriptedServer server = endless()) {
            Shell.Result result = shell.run("list", "--limit", "250", "--url", server.url(), "-o", "json");

            assertThat(result.outLines()).hasSize(250);
            assertThat(result.errLines()).containsExactly("there are more: --limit N or --all");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void readsEveryPageWhenAskedForAll() {
        try (ScriptedServer server = new ScriptedServer(request ->
                Answer.json(200, request.target().contains("cursor=2") ? items(1, "null") : items(200, "\"2\"")))) {
            Shell.Result result = shell.run("list", "--all", "--tag", "x", "--url", server.url(), "-o", "json");

            assertThat(result.outLines()).hasSize(201);
            assertThat(result.err()).isEmpty();
            assertThat(server.requests())
                    .extracting(ScriptedServer.Request::target)
                    .containsExactly("/actions?tag=x&limit=200", "/actions?tag=x&limit=200&cursor=2");
        }
    }

    private static ScriptedServer endless() {
        return ScriptedServer.answering(Answer.json(200, items(200, "\"more\"")));
    }

    private static String items(int count, String nextCursor) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"name\":\"a" + i + "\",\"latest_version\":\"1.0.0\",\"version_count\":1,\"tags\":[]}")
                .collect(Collectors.joining(",", "{\"items\":[", "],\"next_cursor\":" + nextCursor + "}"));
    }
}
