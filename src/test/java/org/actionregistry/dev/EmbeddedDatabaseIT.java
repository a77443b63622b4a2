package org.actionregistry.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.testing.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One directory for all, as it would be at home: whatever happened to it before, the next start works. */
class EmbeddedDatabaseIT {
    @TempDir
    private static Path directory;

    /** The first start finds what an initdb that was interrupted has left. */
    @BeforeAll
    static void initialiseAgain() throws IOException {
        Files.createDirectories(directory.resolve("cluster"));
        Files.writeString(directory.resolve("cluster").resolve("postgresql.conf"), "# half written");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
            assertThat(Sql.value(owner(database), "SELECT 1")).isEqualTo("1");
        }
    }

    private static DatabaseUrl owner(EmbeddedDatabase database) {
        return DatabaseUrl.parse(database.ownerUrl());
    }

    @Test
    void dataAndPasswordsAreKeptBetweenRunsAndReadableByTheirOwnerOnly() throws IOException {
        String ownerPassword;
        try (EmbeddedDatabase first = EmbeddedDatabase.start(directory, 0)) {
            Sql.run(owner(first), "CREATE TABLE kept AS SELECT 42 AS answer");
            ownerPassword = owner(first).password().orElseThrow();
            assertThatThrownBy(() -> EmbeddedDatabase.start(directory, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another process is using");
            assertPrivate(directory.resolve("credentials.properties"), "rw-------");
            assertPrivate(directory.resolve("cluster"), "rwx------");
            assertAccessIsGuarded(first);
        }
        try (EmbeddedDatabase second = EmbeddedDatabase.start(directory, 0)) {
            assertThat(owner(second).password()).contains(ownerPassword);
            assertThat(Sql.value(owner(second), "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(Sql.value(owner(second), "SHOW fsync")).isEqualTo("on");
            assertThat(Sql.value(owner(second), "SHOW synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void lostPasswordsAreMissedInsteadOfReplaced() throws IOException {
        Path credentials = directory.resolve("credentials.properties");
        Path elsewhere = Files.move(credentials, directory.resolve("elsewhere"));
        try {
            assertThatThrownBy(() -> EmbeddedDatabase.start(directory, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(credentials.toString());
        } finally {
            Files.move(elsewhere, credentials);
        }
    }

    private static void assertPrivate(Path file, String rights) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(rights);
    }

    private static void assertAccessIsGuarded(EmbeddedDatabase database) throws IOException {
        DatabaseUrl runtime = DatabaseUrl.parse(database.runtimeUrl());
        assertThat(Sql.value(runtime, "SELECT pg_has_role('action_registry_runtime', 'MEMBER')"))
                .isEqualTo("t");
        assertThatThrownBy(() -> Sql.value(
                        DatabaseUrl.parse(database.ownerUrl().replaceFirst(":[0-9a-f]+@", ":wrong@")), "SELECT 1"))
                .hasMessageContaining("password authentication failed");
        for (NetworkInterface network :
                NetworkInterface.networkInterfaces().filter(n -> !isLoopback(n)).toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                assertThatThrownBy(() -> new Socket(address, database.port()).close())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    private static boolean isLoopback(NetworkInterface network) {
        return network.inetAddresses().allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void aServerThatOutlivedAKilledProcessIsReplaced() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerOfAnotherProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long leftover = readyPid(process);
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ProcessHandle.of(leftover))
                .hasValueSatisfying(server -> assertThat(server.isAlive()).isTrue());

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
            assertThat(ProcessHandle.of(leftover).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(database.pid()).isNotEqualTo(leftover);
            assertThat(Sql.value(owner(database), "SELECT 1")).isEqualTo("1");
        }
    }

    /** Its logger writes to the same output, so other lines may come first. */
    private static long readyPid(Process process) throws IOException {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = output.lines()
                    .filter(line -> line.startsWith("ready "))
                    .limit(1)
                    .toList();
            assertThat(lines).hasSize(1);
            return Long.parseLong(lines.get(0).substring("ready ".length()));
        }
    }

    @Test
    void aStalePidFileOfAnUnrelatedProcessIsIgnored() throws IOException {
        // This test's own process: alive, but no PostgreSQL. It must survive, and the server must start.
        Files.writeString(
                directory.resolve("cluster").resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + directory.resolve("cluster") + "\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
            assertThat(Sql.value(owner(database), "SELECT 1")).isEqualTo("1");
        }
    }
}
