package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.actionregistry.json.StrictJson;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerbIT {
    private static final TestRegistry REGISTRY = TestRegistry.start();

    @TempDir
    Path directory;

    private Shell shell;

    @BeforeAll
    static void publish() {
        REGISTRY.http().published("files.move", "1.0.0", "{}");
        REGISTRY.http().published("files.copy", "1.0.0", "{}");
        Sql.run(
                REGISTRY.owner(),
                "INSERT INTO audit (principal, credential, address, operation, target, status, code)"
                        + " SELECT 'many', 'api_key', '192.0.2.7', 'publishVersion', 'n' || n, 403, 'FORBIDDEN'"
                        + " FROM generate_series(1, 1100) n");
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
    void printsRowsNewestFirst() {
        Shell.Result result = shell.run("audit", "--target-prefix", "files.");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.outLines()).hasSize(3);
        assertThat(result.outLines().get(0)).matches("TIME +PRINCIPAL +ADDRESS +OPERATION +TARGET +KID +RESULT +INDEX");
        assertThat(result.outLines().get(1))
                .matches("\\S+Z  bootstrap  127.0.0.1  publishVersion  files.copy@1.0.0  test-root-1  201     1");
        assertThat(result.outLines().get(2)).endsWith("  201     0");
    }

    @Test
    void filtersReachTheRegistry() {
        Shell.Result result = shell.run(
                "audit",
                "--principal",
                "bootstrap",
                "--operation",
                "publishVersion",
                "--target",
                "files.move@1.0.0",
                "--kid",
                "test-root-1",
                "--address",
                "127.0.0.1",
                "--result",
                "ok",
                "--log-index",
                "0",
                "--since",
                "2020-01-01T00:00:00Z",
                "--until",
                "2100-01-01T00:00:00Z",
                "-o",
                "json");

        assertThat(result.outLines())
                .singleElement()
                .satisfies(line -> assertThat(StrictJson.readObject(line.getBytes(UTF_8), 4))
                        .containsEntry("target", "files.move@1.0.0")
                        .containsEntry("log_index", 0L));
        assertThat(shell.run("audit", "--code", "FORBIDDEN", "--limit", "1", "-o", "json")
                        .outLines())
                .hasSize(1);
    }

    @Test
    void stopsAtItsLimitOrNot() {
        Shell.Result some = shell.run("audit", "--principal", "many", "--limit", "7", "-o", "json");
        assertThat(some.outLines()).hasSize(7);
        assertThat(some.errLines()).containsExactly("there are more: --limit N, --all or --export FILE");

        Shell.Result all = shell.run("audit", "--principal", "many", "--all", "-o", "json");
        assertThat(all.outLines()).hasSize(1100).doesNotHaveDuplicates();
        assertThat(all.err()).isEmpty();
    }

    @Test
    void exportsToAFileOfItsOwn() throws IOException {
        Path file = directory.resolve("audit.ndjson");
        Shell.Result result = shell.run("audit", "--principal", "many", "--export", file);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).containsExactly("1100 rows exported");
        assertThat(Files.readAllLines(file))
                .hasSize(1100)
                .allSatisfy(line -> assertThat(StrictJson.readObject(line.getBytes(UTF_8), 4))
                        .containsKey("id"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory.toFile().list()).containsExactly("audit.ndjson");
    }

    @Test
    void saysWhyItMayNot() {
        assertThat(shell.run("audit", "--api-key", "wrong").exitCode()).isEqualTo(4);
        Path file = directory.resolve("none.ndjson");
        assertThat(shell.run("audit", "--export", file, "--api-key", "wrong").exitCode())
                .isEqualTo(4);
        assertThat(file).doesNotExist();
        assertThat(shell.run("audit", "--export", directory.resolve("no/such")).exitCode())
                .isEqualTo(2);
        assertThat(shell.run("audit", "--limit", "0").exitCode()).isEqualTo(2);
        assertThat(shell.run("audit", "--since", "yesterday").exitCode()).isEqualTo(2);
        assertThat(shell.run("audit", "--result", "good").exitCode()).isEqualTo(1);
        assertThat(shell.run("audit", "--url", "http://127.0.0.1:1").exitCode()).isEqualTo(3);
    }
}
