package org.actionregistry.bench;

import static org.actionregistry.testing.TestRegistry.BOOTSTRAP_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.RegistryProcess;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A database that {@code bench/load} has filled is one that its server could have written. */
class LoadIT {
    private final TestDatabase database = TestDatabase.fresh();

    @TempDir
    private Path directory;

    @Test
    void aServerGoesOnFromALoadThatWasInterruptedAndEverythingInItVerifies() throws IOException {
        assertThat(load("--actions", "300", "--versions", "2")).isZero();
        assertThat(load("--actions", "1000", "--versions", "2")).isZero();
        assertThat(Sql.value(database.owner(), "SELECT count(*) FROM action_versions"))
                .isEqualTo("2000");
        assertThat(indexes(database)).isEqualTo(indexes(TestDatabase.fresh()));

        try (TestRegistry registry = TestRegistry.on(database.owner(), database.runtime(), settings())) {
            JsonObject page =
                    registry.http().get("/actions?limit=200").expect(200).json();
            assertThat(page.getJsonArray("items")).hasSize(200);
            JsonObject action = page.getJsonArray("items").getJsonObject(17);
            assertThat(action.getJsonArray("versions")).hasSize(2);
            String version = RegistryHttp.version(action.getString("name"), action.getString("latest_version"));
            assertThat(registry.http().get(version).expect(200).json().getBoolean("verified"))
                    .isTrue();

            RegistryProcess.Result audit = RegistryProcess.run(
                    directory,
                    Map.of(
                            "ACTION_REGISTRY_URL",
                            "http://127.0.0.1:" + registry.port(),
                            "ACTION_REGISTRY_API_KEY",
                            BOOTSTRAP_KEY),
                    "log",
                    "verify",
                    "-o",
                    "json");
            assertThat(audit.exitCode()).as(audit.out() + audit.err()).isZero();
            assertThat(new JsonObject(audit.out()).getInteger("size")).isEqualTo(2000);
        }
    }

    @Test
    void aDatabaseOfOthersIsLeftAlone() throws IOException {
        try (TestRegistry registry = TestRegistry.on(database.owner(), database.runtime(), Map.of())) {
            registry.http().published("files.move", "1.0.0", "{}");
        }

        assertThat(load("--actions", "300")).isOne();

        assertThat(Sql.value(database.owner(), "SELECT count(*) FROM journal")).isEqualTo("1");
    }

    private static String indexes(TestDatabase of) {
        return Objects.requireNonNull(Sql.value(
                of.owner(),
                "SELECT string_agg(indexdef, chr(10) ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'public'"));
    }

    private int load(String... arguments) {
        Map<String, String> environment = TestRegistry.environment(database.owner(), database.runtime(), Map.of());
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--database-url", environment.get("DATABASE_OWNER_URL")));
        all.addAll(List.of("--keys", directory.toString()));
        return new CommandLine(new Load()).execute(all.toArray(String[]::new));
    }

    private Map<String, String> settings() throws IOException {
        return Map.of(
                "TRUSTED_KEYS_JSON", Files.readString(directory.resolve("trusted_keys.json")),
                "LOG_ORIGIN", "registry.example.com/log",
                "LOG_SIGNING_KEY_FILE", directory.resolve("log.pem").toString());
    }
}
