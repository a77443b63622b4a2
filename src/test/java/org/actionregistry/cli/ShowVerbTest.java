package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.actionregistry.client.ScriptedServer;
import org.actionregistry.client.ScriptedServer.Answer;
import org.actionregistry.client.Signed;
import org.actionregistry.client.SignedRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowVerbTest {
    private static final SignedRecord RECORD = Signed.record("files.move", "1.0.0");
    private static final String ACTION =
            "{\"name\":\"files.move\",\"latest_version\":\"1.0.0\",\"tags\":[\"fs\",\"io\"],"
                    + "\"version_count\":300,\"dist_tags\":{},\"created_at\":\"2026-03-01T12:00:00Z\",\"versions\":["
                    + "{\"version\":\"1.0.0\",\"hash\":\"" + RECORD.hash() + "\",\"kid\":null,\"status\":\"yanked\","
                    + "\"created_at\":\"2026-03-01T12:00:00Z\",\"log_index\":0}]}";

    @TempDir
    Path directory;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(directory);
    }

    private static String version(boolean verified, boolean readable) {
        return new String(
                Signed.altered(RECORD, members -> {
                    members.put("verified", verified);
                    if (!verified) {
                        members.put("verify_error", "Hash mismatch");
                    }
                    if (!readable) {
                        members.put("schema", null);
                    }
                    members.put("status", "active");
                    members.put("created_at", "2026-03-01T12:00:00Z");
                    members.put("log_index", 7L);
                }),
                UTF_8);
    }

    @Test
    void showsAnActionAndItsVersions() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, ACTION))) {
            Shell.Result result = shell.run("show", "files.move", "--url", server.url());

            assertThat(result.outLines())
                    .containsExactly(
                            "name         files.move",
                            "latest       1.0.0",
                            "title        -",
                            "description  -",
                            "tags         fs, io",
                            "",
                            "VERSION  STATUS  PUBLISHED             SIGNED BY  DIGEST",
                            "1.0.0    yanked  2026-03-01T12:00:00Z  -          " + RECORD.hash());
            assertThat(result.errLines())
                    .containsExactly("these are the highest of 300 versions", "warning: files.move@1.0.0 is yanked");
        }
    }

    @Test
    void showsAVersionAndWhatTheRegistrySaysOfIt() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, version(true, true)))) {
            assertThat(shell.run("show", "files.move@1.0.0", "--url", server.url())
                            .outLines())
                    .contains(
                            "action       files.move@1.0.0",
                            "description  Größe €1 \ud83d\ude00",
                            "signed by    test-1",
                            "verified     yes, says the registry");
        }
    }

    @Test
    void showsAVersionWhoseStoredBytesAreBroken() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, version(false, false)))) {
            Shell.Result result = shell.run("show", "files.move@1.0.0", "--url", server.url());

            assertThat(result.exitCode()).isZero();
            assertThat(result.outLines()).contains("description  -", "verified     NO: Hash mismatch");
        }
    }

    @Test
    void printsWhatTheRegistrySaidAsJson() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, ACTION))) {
            Shell.Result result = shell.run("show", "files.move", "--url", server.url(), "-o", "json");

            assertThat(result.outLines()).singleElement().asString().contains("\"dist_tags\":{}");
        }
    }

    @Test
    void printsTheRawBytesOfTheLatestVersion() {
        try (ScriptedServer server = new ScriptedServer(request -> Answer.json(
                200,
                switch (request.target()) {
                    case "/actions/files.move" -> ACTION;
                    case "/actions/files.move/versions/1.0.0" -> version(true, true);
                    default -> new String(RECORD.canonical(), UTF_8);
                }))) {
            Shell.Result result = shell.run("show", "files.move", "--raw", "--url", server.url());

            assertThat(result.bytes()).isEqualTo(RECORD.canonical());
            assertThat(server.requests())
                    .last()
                    .extracting(ScriptedServer.Request::target)
                    .isEqualTo("/digests/" + RECORD.hash());
        }
    }

    @Test
    void saysThatEveryVersionWasWithdrawn() {
        String withdrawn = ACTION.replace("\"latest_version\":\"1.0.0\"", "\"latest_version\":null");
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, withdrawn))) {
            Shell.Result result = shell.run("show", "files.move", "--raw", "--url", server.url());

            assertThat(result.exitCode()).isEqualTo(5);
            assertThat(result.err()).contains("files.move has no latest version");
        }
    }
}
