package org.actionregistry.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.actionregistry.testing.TestRegistry.ALSO_TRUSTED;
import static org.actionregistry.testing.TestRegistry.STRANGER;
import static org.actionregistry.testing.TestRegistry.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.RegistryProcess;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar action-registry.jar import}: good lines are stored whatever stands around them. */
class ImportJarIT {
    @TempDir
    private Path directory;

    private final TestDatabase database = TestDatabase.fresh();

    private static List<String> lines() {
        return List.of(
                line(TRUSTED.record("good.first", "1.0.0", "{\"description\":\"first\"}")
                        .toLine()),
                "{\"name\":\"bad.json\", oops",
                record("bad.signature", "{\"a\":1}", hash("{\"a\":1}"), TRUSTED.sign("other".getBytes(UTF_8))),
                line(TRUSTED.record("good.first", "1.0.0", "{\"description\":\"first\"}")
                        .toLine()),
                line(TRUSTED.record("good.first", "1.0.0", "{\"description\":\"other\"}")
                        .toLine()),
                "{\"name\":\"un.signed\",\"version\":\"1.0.0\",\"schema\":{},\"hash\":\"" + hash("{}") + "\"}",
                line(STRANGER.record("un.trusted", "1.0.0", "{}").toLine()),
                record("bad.hash", "{\"a\":2}", hash("{\"a\":3}"), TRUSTED.sign("{\"a\":2}".getBytes(UTF_8))),
                record("mis.filed", "{\"name\":\"else.where\"}", hash("{\"name\":\"else.where\"}"), "AAAA"),
                "{\"name\":\"Bad Name\",\"version\":\"1.0.0\",\"schema\":{},\"hash\":\"x\"}",
                "{\"name\":\"dup.key\",\"version\":\"1.0.0\",\"schema\":{\"a\":1,\"a\":2},\"hash\":\"x\"}",
                "",
                line(ALSO_TRUSTED.record("good.last", "2.0.0-rc.1", "{}").toLine()));
    }

    @Test
    void onlyWhatVerifiesIsImportedAndEveryRefusalIsReported() throws IOException {
        RegistryProcess.Result result = importing();

        assertThat(result.exitCode()).as(result.err()).isOne();
        assertThat(refusedLines(result)).containsExactlyInAnyOrder(2, 3, 5, 6, 7, 8, 9, 10, 11);
        assertThat(result.err()).contains("line 3 refused: bad.signature@1.0.0: ");
        assertThat(result.err()).contains("2 imported, 1 unchanged, 9 refused");
        assertThat(result.err()).doesNotContain("\tat ");
        assertThat(stored()).isEqualTo("good.first,good.last");
    }

    @Test
    void whatDoesNotVerifyIsImportedWhereThatIsAllowedAndServedAsNotVerified() throws IOException {
        RegistryProcess.Result result = importing("--allow-unverified", "-o", "json");

        assertThat(result.exitCode()).as(result.err()).isOne();
        assertThat(refusedLines(result)).containsExactlyInAnyOrder(2, 5, 9, 10, 11);
        assertThat(result.out().lines().map(JsonObject::new))
                .hasSize(12)
                .anySatisfy(line -> assertThat(line.getMap())
                        .containsEntry("line", 8)
                        .containsEntry("record", "bad.hash@1.0.0")
                        .containsEntry("status", "imported"));
        assertThat(stored()).isEqualTo("bad.hash,bad.signature,good.first,good.last,un.signed,un.trusted");
        try (TestRegistry registry = TestRegistry.on(database.owner(), database.runtime(), Map.of())) {
            assertVerdict(registry, "good.first", "1.0.0", null);
            assertVerdict(registry, "good.last", "2.0.0-rc.1", null);
            assertVerdict(registry, "bad.signature", "1.0.0", "Bad signature");
            assertVerdict(registry, "un.signed", "1.0.0", "No signature");
            assertVerdict(registry, "un.trusted", "1.0.0", "Unknown key id");
            assertVerdict(registry, "bad.hash", "1.0.0", "Hash mismatch");
        }
    }

    private RegistryProcess.Result importing(String... options) throws IOException {
        Path file = Files.write(directory.resolve("records.ndjson"), lines());
        String[] arguments = new String[options.length + 2];
        arguments[0] = "import";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return RegistryProcess.run(
                directory, TestRegistry.environment(database.owner(), database.runtime(), Map.of()), arguments);
    }

    private static List<Integer> refusedLines(RegistryProcess.Result result) {
        return result.err()
                .lines()
                .filter(line -> line.matches("line \\d+ refused: .+"))
                .map(line -> Integer.valueOf(line.split(" ", 3)[1]))
                .toList();
    }

    private String stored() {
        return String.valueOf(
                Sql.value(database.owner(), "SELECT string_agg(name, ',' ORDER BY name) FROM action_versions"));
    }

    private static void assertVerdict(TestRegistry registry, String name, String version, @Nullable String error) {
        JsonObject json = registry.http()
                .get(RegistryHttp.version(name, version))
                .expect(200)
                .json();
        assertThat(json.getString("verify_error")).as(name).isEqualTo(error);
        assertThat(json.getBoolean("verified")).as(name).isEqualTo(error == null);
    }

    private static String line(byte[] utf8) {
        return new String(utf8, UTF_8);
    }

    private static String record(String name, String schema, String hash, String sig) {
        return "{\"name\":\"" + name + "\",\"version\":\"1.0.0\",\"schema\":" + schema + ",\"hash\":\"" + hash
                + "\",\"signature\":{\"alg\":\"ed25519\",\"kid\":\"test-root-1\",\"sig\":\"" + sig + "\"}}";
    }

    private static String hash(String manifest) {
        return TestSigner.hash(manifest);
    }
}
