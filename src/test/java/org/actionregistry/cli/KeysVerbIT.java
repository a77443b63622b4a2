package org.actionregistry.cli;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.TrustedKeyList;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team's key from its making to its end, as an administrator types it. */
class KeysVerbIT {
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

    private Shell.Result ok(Object... arguments) {
        Shell.Result result = shell.run(arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    @Test
    void aKeyIsMadeAddedUsedAndRevokedAndItsWordCountsOfflineAccordingly() throws Exception {
        String pem = shell.path("team.pem");
        String list = shell.path("keys.json");
        String manifest = shell.file("move.json", "{\"name\":\"files.move\",\"version\":\"1.0.0\"}");
        ok("keygen", "--kid", "team-1", "--out", pem);
        assertThat(ok("keys", "add", "team-1", "--signing-key", pem).out()).contains("active", "api");
        ok("publish", manifest, "--key", pem, "--kid", "team-1");

        Files.write(Path.of(list), ok("keys", "list", "-o", "json").bytes());
        assertThat(TrustedKeyList.parse(Files.readAllBytes(Path.of(list))))
                .extracting(entry -> entry.kid().value())
                .containsSubsequence("team-1", "test-root-1", "test-root-2");
        ok("verify", "files.move@1.0.0", "--trusted-keys", list);

        ok("keys", "retire", "team-1");
        assertThat(ok("show", "files.move@1.0.0").out()).contains("team-1 (retired now)");
        assertThat(ok("verify", "files.move@1.0.0").out()).contains("team-1 (retired now)");
        Files.write(Path.of(list), ok("keys", "list", "-o", "json").bytes());
        ok("verify", "files.move@1.0.0", "--trusted-keys", list);

        assertThat(ok("keys", "revoke", "team-1", "--reason", "keyCompromise").out())
                .contains("revoked", "keyCompromise");
        Files.write(Path.of(list), ok("keys", "list", "-o", "json").bytes());
        Shell.Result offline = shell.run("verify", "files.move@1.0.0", "--trusted-keys", list, "-o", "json");
        assertThat(offline.exitCode()).isEqualTo(1);
        assertThat(StrictJson.readObject(offline.bytes(), 4)).containsEntry("verify_error", "Key revoked");
        assertThat(shell.run("verify", "files.move@1.0.0").exitCode()).isEqualTo(1);
        assertThat(ok("keys", "list").out()).contains("team-1", "keyCompromise");
    }

    @Test
    void aKeyThatIsKeptElsewhereSignsWhatIsPrinted() {
        TestSigner remote = TestSigner.generate("remote-1");
        String publicKey = remote.key().publicKey().toString();
        Shell.Result challenge = ok("keys", "challenge", "remote-1", "--public-key", publicKey);
        String nonce = challenge.outLines().get(3);
        String signature = Base64Text.encode(remote.key().sign(challenge.out().getBytes(StandardCharsets.UTF_8)));
        assertThat(challenge.err()).contains("--nonce " + nonce);

        Object[] add = {
            "keys",
            "add",
            "remote-1",
            "--public-key",
            publicKey,
            "--nonce",
            nonce,
            "--signature",
            signature,
            "-o",
            "json"
        };
        assertThat(StrictJson.readObject(ok(add).bytes(), 3)).containsEntry("state", "active");
        assertThat(shell.run(add).exitCode()).isEqualTo(6);
        assertThat(ok("keys", "show", "remote-1").out()).contains(publicKey);
    }

    @Test
    void whatCannotBeIsRefusedWithAnExitCode() {
        assertThat(shell.run("keys").exitCode()).isEqualTo(2);
        assertThat(shell.run("keys", "show", "nobody").exitCode()).isEqualTo(5);
        assertThat(shell.run("keys", "revoke", TRUSTED.kid(), "--reason", "boredom")
                        .exitCode())
                .isEqualTo(2);
        assertThat(shell.run("keys", "revoke", TRUSTED.kid(), "--compromised-since", "yesterday")
                        .exitCode())
                .isEqualTo(2);
        assertThat(shell.run("keys", "challenge", "weak-1", "--public-key", "base64:AAAA")
                        .exitCode())
                .isEqualTo(2);
        assertThat(shell.run("keys", "retire", "nobody", "--api-key", "bad").exitCode())
                .isEqualTo(4);
    }
}
