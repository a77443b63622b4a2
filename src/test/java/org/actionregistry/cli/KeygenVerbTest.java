package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.TrustedKeyList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeygenVerbTest {
    @TempDir
    Path directory;

    private Shell shell;
    private Path pem;
    private Path trusted;

    @BeforeEach
    void openShell() {
        shell = new Shell(directory);
        pem = directory.resolve("key.pem");
        trusted = directory.resolve("trusted.json");
    }

    @Test
    void writesAKeyAndPrintsItsEntry() throws IOException {
        Shell.Result result = shell.run("keygen", "--kid", "dev-1", "--out", pem);

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).startsWith("next: keys add dev-1 --signing-key " + pem);
        assertThat(TrustedKeyList.parse(("[" + result.out() + "]").getBytes(UTF_8)))
                .containsExactly(new TrustedKeyList.Entry(
                        new KeyId("dev-1"),
                        Ed25519PrivateKey.fromPem(Files.readString(pem)).publicKey()));
    }

    @Test
    void letsOnlyTheOwnerReadTheKey() throws IOException {
        shell.run("keygen", "--kid", "dev-1", "--out", pem);
        assertThat(permissions()).isEqualTo("rw-------");

        Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-r--r--"));
        shell.run("keygen", "--kid", "dev-1", "--out", pem, "--force");
        assertThat(permissions()).isEqualTo("rw-------");
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(pem));
    }

    @Test
    void neverOverwritesAKeyUnasked() throws IOException {
        Files.writeString(pem, "precious");

        Shell.Result result = shell.run("keygen", "--kid", "dev-1", "--out", pem);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errLines()).containsExactly("error: " + pem + ": exists already; --force replaces it");
        assertThat(Files.readString(pem)).isEqualTo("precious");
    }

    @Test
    void replacesAKeyWhenForcedAndLeavesNothingElseBehind() throws IOException {
        Files.writeString(pem, "old");

        assertThat(shell.run("keygen", "--kid", "dev-1", "--out", pem, "--force")
                        .exitCode())
                .isZero();

        assertThat(Files.readString(pem)).startsWith("-----BEGIN PRIVATE KEY-----");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(pem);
        }
    }

    @Test
    void createsAndExtendsAListOfTrustedKeys() throws IOException {
        shell.run("keygen", "--kid", "first", "--out", pem, "--trusted-keys", trusted);
        shell.run("keygen", "--kid", "second", "--out", directory.resolve("2.pem"), "--trusted-keys", trusted);

        List<TrustedKeyList.Entry> entries = TrustedKeyList.parse(Files.readAllBytes(trusted));

        assertThat(entries).extracting(entry -> entry.kid().value()).containsExactly("first", "second");
        assertThat(entries.get(0).publicKey())
                .isEqualTo(Ed25519PrivateKey.fromPem(Files.readString(pem)).publicKey());
    }

    @Test
    void makesNoKeyUnderAnIdThatIsTaken() throws IOException {
        shell.run("keygen", "--kid", "dev-1", "--out", directory.resolve("1.pem"), "--trusted-keys", trusted);
        byte[] before = Files.readAllBytes(trusted);

        Shell.Result result = shell.run("keygen", "--kid", "dev-1", "--out", pem, "--trusted-keys", trusted);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("has a key dev-1 already");
        assertThat(pem).doesNotExist();
        assertThat(trusted).hasBinaryContent(before);
    }

    @Test
    void makesNoKeyWhenTheListIsBroken() {
        String broken = shell.file("broken.json", "[{\"kid\":\"a\"}]");

        Shell.Result result = shell.run("keygen", "--kid", "dev-1", "--out", pem, "--trusted-keys", broken);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly("error: " + broken + ": trusted key 1 (kid \"a\"): alg is missing");
        assertThat(pem).doesNotExist();
    }

    @Test
    void saysThatTheDirectoryIsMissing() {
        Path nowhere = directory.resolve("no/key.pem");

        Shell.Result result = shell.run("keygen", "--kid", "dev-1", "--out", nowhere);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errLines()).containsExactly("error: " + nowhere + ": its directory does not exist");
    }

    @Test
    void printsATableForPeople() {
        Shell.Result result = shell.run("keygen", "--kid", "dev-1", "--out", pem, "-o", "table");

        assertThat(result.outLines()).hasSize(2).first().asString().startsWith("KID    ALG      PUBLIC KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "a b", "ü"})
    void refusesAMalformedKeyId(String kid) {
        Shell.Result result = shell.run("keygen", "--kid=" + kid, "--out", pem);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("error: Invalid value for option '--kid': a key id is 1 to 128");
        assertThat(pem).doesNotExist();
    }
}
