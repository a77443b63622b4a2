package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.actionregistry.client.OfflineVerification;
import org.actionregistry.client.Signed;
import org.actionregistry.client.SignedRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignVerbTest {
    @TempDir
    Path directory;

    private Shell shell;
    private String key;

    @BeforeEach
    void openShell() {
        shell = new Shell(directory);
        key = shell.file("key.pem", Signed.KEY.toPem());
    }

    @Test
    void printsARecordThatVerifies() {
        String manifest = shell.file("m.json", "{\"version\":\"1.0.0\", \"name\":\"files.move\"}");

        Shell.Result result = shell.run("sign", manifest, "--key", key, "--kid", "test-1");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.outLines()).hasSize(1);
        assertThat(new OfflineVerification(Signed.TRUSTED)
                        .verify(result.bytes(), Optional.empty(), Optional.empty())
                        .verified())
                .isTrue();
    }

    @Test
    void takesNameAndVersionFromTheOptionsAndSignsThem() {
        Shell.Result result = shell.stdin("{}")
                .run("sign", "-", "--key", key, "--kid", "test-1", "--name", "files.move", "--version", "2.0.0");

        SignedRecord record = SignedRecord.parse(result.bytes());
        assertThat(record.coordinate()).hasToString("files.move@2.0.0");
        assertThat(new String(record.canonical(), UTF_8)).isEqualTo("{\"name\":\"files.move\",\"version\":\"2.0.0\"}");
    }

    @Test
    void writesToAFile() throws IOException {
        Path out = directory.resolve("record.json");

        Shell.Result result = shell.stdin("{\"name\":\"a\",\"version\":\"1.0.0\"}")
                .run("sign", "-", "--key", key, "--kid", "test-1", "--out", out);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(SignedRecord.parse(Files.readAllBytes(out)).coordinate()).hasToString("a@1.0.0");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"version\":\"1.0.0\"}; ``; the manifest has no name; give --name",
                "{\"name\":\"a\"}; ``; the manifest has no version; give --version",
                "{\"name\":\"a\",\"version\":\"1.0.0\"}; --name=b; the manifest's own name is \"a\", not \"b\"",
                "{\"name\":\"a\",\"version\":\"1.0.0\"}; --version=1.0.1;"
                        + " the manifest's own version is \"1.0.0\", not \"1.0.1\"",
                "{\"name\":\"A\",\"version\":\"1.0.0\"}; ``; an action name is 1 to 128",
                "{\"name\":\"a\",\"version\":\"1.0.0+b\"}; ``; a version carries no build metadata",
                "[]; ``; the document must be a JSON object",
            })
    void refusesAManifestWithoutOneCoordinate(String manifest, String option, String message) {
        String file = shell.file("m.json", manifest);

        Shell.Result result = option.isEmpty()
                ? shell.run("sign", file, "--key", key, "--kid", "test-1")
                : shell.run("sign", file, "--key", key, "--kid", "test-1", option);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).singleElement().asString().startsWith("error: " + file + ": " + message);
    }

    @Test
    void namesEverythingThatIsWrongWithAManifest() {
        String file = shell.file("m.json", "{\"name\":1,\"tags\":[true]}");

        Shell.Result result = shell.run("sign", file, "--key", key, "--kid", "test-1");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly(
                        "error: " + file + ": not a manifest",
                        "  /name: should be a string [type]",
                        "  /tags/0: should be a string [type]");
    }

    @Test
    void refusesAFileThatIsNoKeyWithoutRepeatingIt() {
        String noKey = shell.file("secret.pem", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
        String manifest = shell.file("m.json", "{\"name\":\"a\",\"version\":\"1.0.0\"}");

        Shell.Result result = shell.run("sign", manifest, "--key", noKey, "--kid", "test-1");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly("error: " + noKey + ": the private key is not well-formed PKCS#8");
    }

    @Test
    void needsBothKeyAndKeyId() {
        Shell.Result result = shell.stdin("{}").run("sign", "-", "--key", key);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("error: Missing required argument(s): --kid=ID");
    }
}
