package org.actionregistry.app;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.RegistryProcess;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code java -jar action-registry.jar serve}. */
class ServeJarIT {
    @TempDir
    private Path directory;

    @Test
    void migratesServesLogsJsonAndEndsWithZeroOnSigterm() {
        TestDatabase database = TestDatabase.unmigrated();
        Map<String, String> settings = Map.of("ACTION_REGISTRY_MIGRATE_ON_START", "true");
        try (RegistryProcess serve = RegistryProcess.start(
                directory, TestRegistry.environment(database.owner(), database.runtime(), settings), "serve")) {
            RegistryHttp http = RegistryHttp.of(serve.awaitPort(), BOOTSTRAP_KEY);
            http.get("/health/ready").expect(200);
            http.published("files.move", "1.0.0", "{}");
            http.as("a-wrong-key-nobody-has").get("/actions").expect(401);

            RegistryProcess.Result end = serve.terminate();

            assertThat(end.exitCode()).as(end.err()).isZero();
            assertThat(end.out()).isEmpty();
            assertThat(end.err()).doesNotContain(BOOTSTRAP_KEY, "a-wrong-key-nobody-has");
            assertThat(end.err().lines())
                    .isNotEmpty()
                    .allSatisfy(line ->
                            assertThat(new JsonObject(line).getString("level")).isEqualTo("INFO"));
        }
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "DATABASE_URL                | ''                      | DATABASE_URL: ",
                "DATABASE_URL                | postgresql://u:s3cr3t@h:p/d | DATABASE_URL: ",
                "PORT                        | 99999                   | PORT: should be a whole number from 0 to 65535",
                "TRUSTED_KEYS_JSON           | [{\"kid\":\"a\"}]       | TRUSTED_KEYS_JSON: trusted key 1 (kid \"a\"): ",
                "LOG_LEVEL                   | LOUD                    | LOG_LEVEL: should be one of TRACE",
            })
    void aBadSettingIsOneLineThatNamesIt(String variable, String value, String complaint) {
        TestDatabase database = TestDatabase.unmigrated();
        Map<String, String> environment =
                new HashMap<>(TestRegistry.environment(database.owner(), database.runtime(), Map.of()));
        environment.put(variable, value);

        RegistryProcess.Result result = RegistryProcess.run(directory, environment, "serve");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith("error: " + complaint).doesNotContain("s3cr3t");
    }

    @Test
    void aBareServeComplainsLikeOneWithOptions() throws IOException {
        Path config = Files.writeString(directory.resolve("registry.yaml"), "log_level: INFO\n");
        Map<String, String> environment = Map.of("DATABASE_URL", "mysql://db/registry");

        RegistryProcess.Result bare = RegistryProcess.run(directory, environment, "serve");
        RegistryProcess.Result parsed =
                RegistryProcess.run(directory, environment, "serve", "--config", config.toString());

        assertThat(bare.exitCode()).isEqualTo(2);
        assertThat(bare).isEqualTo(parsed);
    }

    @Test
    void aCurrentSchemaNeedsNoLoginOfTheOwner() {
        TestDatabase database = TestDatabase.fresh();
        String refused = "postgresql://nobody:wr0ng@" + database.owner().location() + "?sslmode=disable";
        Map<String, String> settings =
                Map.of("DATABASE_OWNER_URL", refused, "ACTION_REGISTRY_MIGRATE_ON_START", "true");
        try (RegistryProcess serve = RegistryProcess.start(
                directory, TestRegistry.environment(database.owner(), database.runtime(), settings), "serve")) {
            RegistryHttp.of(serve.awaitPort(), BOOTSTRAP_KEY)
                    .get("/health/ready")
                    .expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "truncated"})
    void anArchiveThatDoesNotFitIsIgnored(String archive) throws IOException {
        Path file = directory.resolve(archive);
        if (archive.equals("truncated")) {
            Files.write(file, new byte[4096]);
        }
        TestDatabase database = TestDatabase.fresh();
        String option = Runtime.version().feature() < 25 ? "-XX:SharedArchiveFile=" : "-XX:AOTCache=";
        Map<String, String> environment =
                new HashMap<>(TestRegistry.environment(database.owner(), database.runtime(), Map.of()));
        environment.put("JAVA_TOOL_OPTIONS", option + file);
        try (RegistryProcess serve = RegistryProcess.start(directory, environment, "serve")) {
            RegistryHttp.of(serve.awaitPort(), BOOTSTRAP_KEY)
                    .get("/health/ready")
                    .expect(200);
        }
    }

    @Test
    void aDatabaseThatRefusesTheLoginStopsTheStartInOneLine() {
        TestDatabase database = TestDatabase.unmigrated();
        String refused = "postgresql://nobody:wr0ng@" + database.owner().location() + "?sslmode=disable";
        Map<String, String> environment = TestRegistry.environment(
                database.owner(),
                database.runtime(),
                Map.of("DATABASE_OWNER_URL", refused, "ACTION_REGISTRY_MIGRATE_ON_START", "true"));

        RegistryProcess.Result result = RegistryProcess.run(directory, environment, "serve");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
        assertThat(result.err().lines().filter(line -> line.startsWith("error: ")))
                .hasSize(1);
        assertThat(result.err()).doesNotContain("wr0ng", "\tat ");
    }
}
