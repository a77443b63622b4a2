package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.NoteSigner;
import org.actionregistry.testing.KeyRequests;
import org.actionregistry.testing.RegistryHttp;
import org.actionregistry.testing.RegistryProcess;
import org.actionregistry.testing.Sql;
import org.actionregistry.testing.TestDatabase;
import org.actionregistry.testing.TestRegistry;
import org.actionregistry.testing.TestSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry, its log checked from the command line, and its mirror. */
class MirrorVerbIT {
    private static final String ORIGIN = "registry.example/log";

    @TempDir
    Path directory;

    private final Ed25519PrivateKey logKey = Ed25519PrivateKey.generate(new SecureRandom());
    private final String vkey =
            new NoteSigner(new KeyName(ORIGIN), logKey).verifierKey().toString();
    private final TestDatabase copy = TestDatabase.fresh();
    private Shell shell;
    private TestRegistry source;

    @BeforeEach
    void start() {
        shell = new Shell(directory)
                .env("ACTION_REGISTRY_API_KEY", TestRegistry.BOOTSTRAP_KEY)
                .env("LOG_FORMAT", "text")
                .env("LOG_LEVEL", "WARN");
        String pem = shell.file("log.pem", logKey.toPem());
        source = TestRegistry.start(Map.of("LOG_ORIGIN", ORIGIN, "LOG_SIGNING_KEY_FILE", pem));
        source.http().published("files.move", "1.0.0", "{}");
        source.http().published("files.move", "1.1.0", "{}");
    }

    @AfterEach
    void stop() {
        source.close();
    }

    private static String url(TestRegistry registry) {
        return "http://127.0.0.1:" + registry.port();
    }

    private Shell.Result mirror(String... more) {
        return shell.run((Object[]) arguments(Stream.concat(Stream.of("--once"), Arrays.stream(more))));
    }

    private String[] arguments(Stream<String> more) {
        Map<String, String> environment = TestRegistry.environment(copy.owner(), copy.runtime(), Map.of());
        // Whoever runs the verb has nothing in the environment but the API key.
        String database = String.valueOf(environment.get("DATABASE_OWNER_URL"));
        String trusted = shell.file("trusted.json", TestRegistry.trustedKeys());
        return Stream.concat(
                        Stream.of(
                                "mirror", "--from", url(source), "--database-url", database, "--trusted-keys", trusted),
                        more)
                .toArray(String[]::new);
    }

    @Test
    void aMirrorThatFollowsCopiesWhatIsPublishedLaterUntilItIsToldToStop() {
        Map<String, String> key = Map.of("ACTION_REGISTRY_API_KEY", TestRegistry.BOOTSTRAP_KEY);
        String[] arguments = arguments(Stream.of("--follow", "--interval", "1", "--vkey", vkey));
        try (RegistryProcess following = RegistryProcess.start(directory, key, arguments)) {
            following.awaitLine(Pattern.compile("(?m)^(2 entries)$"));
            source.http().published("files.move", "1.2.0", "{}");
            following.awaitLine(Pattern.compile("(?m)^(3 entries)$"));

            RegistryProcess.Result stopped = following.terminate();

            assertThat(stopped.exitCode()).as(stopped.err()).isZero();
            assertThat(stopped.out()).isEmpty();
        }
        assertThat(Sql.value(copy.owner(), "SELECT string_agg(version, ' ' ORDER BY log_index) FROM action_versions"))
                .isEqualTo("1.0.0 1.1.0 1.2.0");
    }

    @Test
    void aLogIsVerifiedAndAProofOfItCheckedOffline() {
        String proof = shell.path("proof");
        Shell.Result verified = shell.run("log", "verify", "--url", url(source), "--vkey", vkey, "-o", "json");
        Shell.Result fetched = shell.run("log", "proof", "files.move", "--url", url(source), "--out", proof);
        source.stop();
        Shell.Result checked =
                shell.run("log", "check-proof", proof, "--vkey", vkey, "--action", "files.move@1.1.0", "-o", "json");

        assertThat(verified.exitCode()).isZero();
        assertThat(StrictJson.readObject(verified.bytes(), 2))
                .containsEntry("sound", true)
                .containsEntry("size", 2L)
                .containsEntry("documents", 2L);
        assertThat(fetched.exitCode()).isZero();
        assertThat(checked.exitCode()).isZero();
        assertThat(StrictJson.readObject(checked.bytes(), 2))
                .containsEntry("index", 1L)
                .containsEntry("origin", ORIGIN);
    }

    @Test
    void aMirrorServesTheLogOfItsSource() {
        Shell.Result mirrored = mirror("--vkey", vkey);

        assertThat(mirrored.err()).endsWith("mirrored 2 entries of " + ORIGIN + "\n");
        assertThat(mirrored.exitCode()).isZero();
        assertThat(mirror().exitCode())
                .as("again, trusting what the source says")
                .isZero();
        Map<String, String> readOnly = Map.of("ACTION_REGISTRY_READ_ONLY", "true", "LOG_VKEY", vkey);
        try (TestRegistry served = TestRegistry.on(copy.owner(), copy.runtime(), readOnly)) {
            Shell.Result checkpoint = shell.run("log", "checkpoint", "--url", url(served), "--vkey", vkey);
            assertThat(checkpoint.exitCode()).isZero();
            assertThat(served.http().get("/log/vkey").expect(200).text()).isEqualTo(vkey + "\n");
            assertThat(checkpoint.out()).startsWith(ORIGIN + "\n2\n");
            assertThat(shell.run("log", "verify", "--url", url(served), "--vkey", vkey)
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void aMirrorKnowsTheKeysThatTheLogHasAdded() {
        TestSigner team = TestSigner.generate("team-1");
        KeyRequests keys = new KeyRequests(source.http());
        keys.added(team);
        source.http().publish("team.one", "1.0.0", team.publishBody("{}")).expect(201);
        assertThat(mirror().exitCode()).isZero();
        source.http().publish("team.two", "1.0.0", team.publishBody("{}")).expect(201);
        assertThat(mirror().exitCode()).as("added before it began").isZero();
        keys.retire(team).expect(200);
        source.http().published("files.move", "1.2.0", "{}");

        assertThat(mirror().err()).endsWith("mirrored 7 entries of " + ORIGIN + "\n");

        try (TestRegistry served = TestRegistry.on(copy.owner(), copy.runtime(), Map.of())) {
            for (String name : new String[] {"team.one", "team.two"}) {
                JsonObject version =
                        served.http().get(RegistryHttp.version(name, "1.0.0")).json();
                assertThat(version.getBoolean("verified")).isTrue();
                assertThat(version.getString("key_status")).isEqualTo("retired");
            }
        }
    }

    @Test
    void aMirrorOfAnotherLogIsRefused() {
        String other = new NoteSigner(new KeyName(ORIGIN), Ed25519PrivateKey.generate(new SecureRandom()))
                .verifierKey()
                .toString();

        Shell.Result refused = mirror("--vkey", other);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("the source's checkpoint is not to be believed");
        assertThat(new String(refused.bytes(), UTF_8)).isEmpty();
    }
}
