package org.actionregistry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.actionregistry.testing.Decoded;
import org.actionregistry.testing.RawHttp;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.RegistryProcess;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} where native libraries are not to be had: they are done without, and nothing else changes. */
class UnknownPlatformJarIT {
    @TempDir
    private Path directory;

    @Test
    void gzipIsOfferedAndTheLogSaysOnceWhatIsNot() throws IOException {
        TestDatabase database = TestDatabase.fresh();
        Map<String, String> environment =
                new HashMap<>(TestRegistry.environment(database.owner(), database.runtime(), Map.of()));
        environment.put("JAVA_TOOL_OPTIONS", "-Dos.arch=abacus");
        try (RegistryProcess process = RegistryProcess.start(directory, environment, "serve")) {
            int port = process.awaitPort();
            RegistryHttp http = RegistryHttp.of(port, TestRegistry.BOOTSTRAP_KEY);
            http.published("files.move", "1.0.0", "{\"description\":\"" + "word ".repeat(600) + "\"}");
            RawHttp.Response plain = get(port, "identity");

            for (String accepted : new String[] {"br, zstd, gzip", "gzip, deflate, br, zstd", "*", "gzip"}) {
                RawHttp.Response answer = get(port, accepted);
                assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
                assertThat(Decoded.of("gzip", answer.body())).isEqualTo(plain.body());
            }
            assertThat(get(port, "br").body())
                    .isEqualTo(get(port, "zstd").body())
                    .isEqualTo(plain.body());

            RegistryProcess.Result result = process.terminate();
            assertThat(result.exitCode()).isZero();
            assertThat(result.err().lines().filter(line -> line.contains("is not offered")))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("coding br "))
                    .anyMatch(line -> line.contains("coding zstd "));
            assertThat(result.err()).doesNotContain("\"ERROR\"");
        }
    }

    private static RawHttp.Response get(int port, String accepted) {
        return RawHttp.exchange(
                port,
                "GET",
                RegistryHttp.version("files.move", "1.0.0"),
                "X-API-Key: " + TestRegistry.BOOTSTRAP_KEY,
                "Accept-Encoding: " + accepted);
    }
}
