package org.actionregistry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.TrustedKeyList;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.RegistryProcess;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar action-registry.jar dev} in an empty directory, stopped, started again, killed, started again. */
class DevJarIT {
    private static final Pattern READY = Pattern.compile("(?m)^(\\{\"api_key\".*})$");

    @TempDir
    private Path directory;

    @Test
    void needsNothingAndKeepsEverythingBetweenRunsHoweverTheyEnd() throws IOException {
        JsonObject first;
        try (RegistryProcess dev = start()) {
            first = ready(dev);
            assertThat(first.fieldNames())
                    .contains("url", "api_key", "database_url", "trusted_keys_file", "signing_key_file", "kid");
            assertServesItsSamples(http(first));
            publish(first, "mine.first");
            assertFilesArePrivate();

            RegistryProcess.Result end = dev.terminate();

            assertThat(end.exitCode()).as(end.err()).isZero();
            assertThat(end.out().lines()).hasSize(1);
            assertThat(end.err()).doesNotContain(first.getString("api_key"), "\tat ", "ERROR", "WARN");
        }
        try (RegistryProcess dev = start()) {
            JsonObject second = ready(dev);
            assertThat(second.getString("api_key")).isEqualTo(first.getString("api_key"));
            assertThat(second.getString("kid")).isEqualTo(first.getString("kid"));
            assertVerified(second, "mine.first");
            publish(second, "mine.second");

            dev.kill();
        }
        try (RegistryProcess dev = start()) {
            JsonObject third = ready(dev);
            assertThat(third.getString("api_key")).isEqualTo(first.getString("api_key"));
            assertVerified(third, "mine.first");
            assertVerified(third, "mine.second");
            assertThat(dev.terminate().exitCode()).isZero();
        }
    }

    private RegistryProcess start() {
        return RegistryProcess.start(directory, Map.of(), "dev", "-o", "json", "--port", "0");
    }

    private static JsonObject ready(RegistryProcess dev) {
        return new JsonObject(dev.awaitLine(READY));
    }

    private static RegistryHttp http(JsonObject facts) {
        return RegistryHttp.of(URI.create(facts.getString("url")).getPort(), facts.getString("api_key"));
    }

    private static void assertServesItsSamples(RegistryHttp http) {
        JsonObject list = http.get("/actions").expect(200).json();
        assertThat(list.getJsonArray("items"))
                .isNotEmpty()
                .allSatisfy(item -> assertThat(((JsonObject) item)
                                .getJsonObject("verification")
                                .getBoolean("verified"))
                        .isTrue());
        http.anonymous().get("/actions").expect(401);
        http.anonymous().get("/health/ready").expect(200);
        http.anonymous().get("/docs").expect(200);
    }

    /** Signs with the key that the registry made for its developer. */
    private static void publish(JsonObject facts, String name) throws IOException {
        TestSigner signer = new TestSigner(
                new KeyId(facts.getString("kid")),
                Ed25519PrivateKey.fromPem(Files.readString(Path.of(facts.getString("signing_key_file")))));
        assertThat(TrustedKeyList.parse(Files.readAllBytes(Path.of(facts.getString("trusted_keys_file")))))
                .containsExactly(signer.entry());
        http(facts)
                .publish(name, "1.0.0", signer.publishBody("{\"name\":\"" + name + "\"}"))
                .expect(201);
    }

    private static void assertVerified(JsonObject facts, String name) {
        JsonObject version =
                http(facts).get(RegistryHttp.version(name, "1.0.0")).expect(200).json();
        assertThat(version.getBoolean("verified")).isTrue();
    }

    private void assertFilesArePrivate() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(".data/keys"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.UTF_8);
                if (content.contains("PRIVATE KEY") || content.startsWith("areg_")) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------");
                }
            }
        }
    }
}
