package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.actionregistry.client.ScriptedServer;
import org.actionregistry.client.ScriptedServer.Answer;
import org.actionregistry.client.Signed;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.signing.TrustedKeyList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerifyVerbTest {
    private static final SignedRecord RECORD = Signed.record("files.move", "1.0.0");
    private static final String OTHER_DIGEST = "sha256:" + "0".repeat(64);

    @TempDir
    Path directory;

    private Shell shell;
    private String trusted;

    @BeforeEach
    void openShell() {
        shell = new Shell(directory);
        trusted = shell.file("trusted.json", TrustedKeyList.write(Signed.TRUSTED));
    }

    @Test
    void saysYesToAnHonestRecord() {
        Shell.Result result =
                shell.run("verify", "--file", shell.file("r.json", RECORD.toLine()), "--trusted-keys", trusted);

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.outLines())
                .containsExactly(
                        "verified    yes  files.move@1.0.0",
                        "hash        ok   " + RECORD.hash(),
                        "key         ok   test-1",
                        "signature   ok   ed25519",
                        "coordinate  ok   files.move@1.0.0");
    }

    static Stream<Arguments> tampered() {
        return Stream.of(
                tampered(
                        "Hash mismatch",
                        members -> Signed.member(members, "schema").put("x", 1L)),
                tampered("No signature", members -> members.remove("signature")),
                tampered(
                        "Unsupported algorithm",
                        members -> Signed.member(members, "signature").put("alg", "rsa")),
                tampered(
                        "Unknown key id",
                        members -> Signed.member(members, "signature").put("kid", "other")),
                tampered(
                        "Bad signature",
                        members -> Signed.member(members, "signature").put("sig", "base64:AAAA")),
                tampered("Coordinate mismatch", members -> members.put("version", "1.0.1")));
    }

    private static Arguments tampered(String error, Consumer<Map<String, @Nullable Object>> alteration) {
        return Arguments.of(error, Signed.altered(RECORD, alteration));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tampered")
    void saysNoToATamperedRecordAndWhy(String error, byte[] record) {
        String file = shell.file("r.json", record);

        Shell.Result table = shell.run("verify", "--file", file, "--trusted-keys", trusted);
        Shell.Result json = shell.run("verify", "--file", file, "--trusted-keys", trusted, "-o", "json");

        assertThat(table.exitCode()).isEqualTo(1);
        assertThat(table.outLines()).first().asString().matches("verified    NO +" + error);
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.out())
                .contains("\"verified\":false")
                .contains("\"verified_by\":\"client\"")
                .contains("\"verify_error\":\"" + error + "\"");
    }

    @Test
    void readsARecordFromStandardInput() {
        Shell.Result result = shell.stdin(new String(RECORD.toLine(), UTF_8))
                .run("verify", "--file", "-", "--trusted-keys", trusted, "-o", "json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .isEqualTo("{\"alg\":\"ed25519\",\"checks\":{\"coordinate\":true,\"hash\":true,\"key\":true,"
                        + "\"signature\":true},\"hash\":\"" + RECORD.hash() + "\",\"kid\":\"test-1\","
                        + "\"name\":\"files.move\",\"verified\":true,\"verified_by\":\"client\","
                        + "\"version\":\"1.0.0\"}\n");
    }

    @Test
    void saysNoToARecordOfAnotherAction() {
        String file = shell.file("r.json", RECORD.toLine());

        assertThat(shell.run("verify", "files.copy@1.0.0", "--file", file, "--trusted-keys", trusted)
                        .out())
                .contains("Coordinate mismatch");
        assertThat(shell.run("verify", "files.move@1.0.1", "--file", file, "--trusted-keys", trusted)
                        .out())
                .contains("Coordinate mismatch");
        assertThat(shell.run("verify", "files.move", "--file", file, "--trusted-keys", trusted)
                        .exitCode())
                .isZero();
    }

    @Test
    void saysNoToARecordWithAnotherDigestThanThePinnedOne() {
        String file = shell.file("r.json", RECORD.toLine());

        assertThat(shell.run("verify", "--file", file, "--trusted-keys", trusted, "--digest", RECORD.hash())
                        .exitCode())
                .isZero();
        assertThat(shell.run("verify", "--file", file, "--trusted-keys", trusted, "--digest", OTHER_DIGEST)
                        .out())
                .contains("Hash mismatch");
    }

    @Test
    void doesNotBelieveTheRegistryWhenItHasKeysOfItsOwn() {
        byte[] lie = answer(members -> Signed.member(members, "schema").put("x", 1L));
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, new String(lie, UTF_8)))) {
            Shell.Result result =
                    shell.run("verify", "files.move@1.0.0", "--trusted-keys", trusted, "--url", server.url());

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).contains("Hash mismatch");
            assertThat(server.requests())
                    .extracting(ScriptedServer.Request::target)
                    .containsExactly("/actions/files.move/versions/1.0.0");
        }
    }

    @Test
    void saysNoToAnotherVersionServedInPlaceOfTheOneAskedFor() {
        try (ScriptedServer server =
                ScriptedServer.answering(Answer.json(200, new String(answer(members -> {}), UTF_8)))) {
            Shell.Result result =
                    shell.run("verify", "files.move@2.0.0", "--trusted-keys", trusted, "--url", server.url());

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).contains("Coordinate mismatch");
        }
    }

    @Test
    void saysThatWithoutKeysTheVerdictIsTheRegistrysWord() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, verdict()))) {
            Shell.Result result = shell.run("verify", "files.move@1.0.0", "--url", server.url(), "-o", "json");

            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).contains("\"verified\":true").contains("\"verified_by\":\"registry\"");
            assertThat(result.err()).contains("this is the registry's own word");
        }
    }

    @Test
    void comparesAPinnedDigestWithTheBytesWhateverTheRegistrySays() {
        String version = new String(answer(members -> {}), UTF_8);
        try (ScriptedServer server = new ScriptedServer(
                request -> Answer.json(200, request.target().endsWith("/verify") ? verdict() : version))) {
            shell.env("ACTION_REGISTRY_URL", server.url());

            assertThat(shell.run("verify", "files.move@1.0.0", "--digest", RECORD.hash())
                            .exitCode())
                    .isZero();
            assertThat(shell.run("verify", "files.move@1.0.0", "--digest", OTHER_DIGEST)
                            .exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void saysThatAnActionIsNotThere() {
        try (ScriptedServer server =
                ScriptedServer.answering(Answer.error(404, "ACTION_NOT_FOUND", "There is no action files.move."))) {
            Shell.Result result = shell.run("verify", "files.move", "--url", server.url());

            assertThat(result.exitCode()).isEqualTo(5);
            assertThat(result.out()).isEmpty();
            assertThat(result.errLines()).containsExactly("error: There is no action files.move. (ACTION_NOT_FOUND)");
        }
    }

    @Test
    void needsSomethingToVerify() {
        assertThat(shell.run("verify").err()).startsWith("error: give NAME[@VERSION] or --file RECORD");
        assertThat(shell.run("verify").exitCode()).isEqualTo(2);
    }

    @Test
    void needsKeysToVerifyAFile() {
        Shell.Result result = shell.run("verify", "--file", shell.file("r.json", RECORD.toLine()));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("error: --file needs --trusted-keys");
    }

    @Test
    void refusesAListOfKeysThatIsBroken() {
        String broken = shell.file("broken.json", "{}");

        Shell.Result result =
                shell.run("verify", "--file", shell.file("r.json", RECORD.toLine()), "--trusted-keys", broken);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("error: " + broken + ": the trusted keys must be a JSON array");
    }

    private static byte[] answer(Consumer<Map<String, @Nullable Object>> alteration) {
        return Signed.altered(RECORD, members -> {
            members.put("verified", true);
            members.put("status", "active");
            members.put("created_at", "2026-03-01T12:00:00Z");
            members.put("log_index", 0L);
            alteration.accept(members);
        });
    }

    private static String verdict() {
        return "{\"name\":\"files.move\",\"version\":\"1.0.0\",\"verified\":true,\"kid\":\"test-1\","
                + "\"alg\":\"ed25519\",\"hash\":\"" + RECORD.hash() + "\",\"checks\":{\"hash\":true,\"key\":true,"
                + "\"signature\":true,\"coordinate\":true}}";
    }
}
