package org.actionregistry.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.actionregistry.action.Coordinate;
import org.actionregistry.client.ActionFilter;
import org.actionregistry.client.ActionSummary;
import org.actionregistry.client.ClientSettings;
import org.actionregistry.client.OfflineVerification;
import org.actionregistry.client.PublishReceipt;
import org.actionregistry.client.PublishedVersion;
import org.actionregistry.client.RegistryClient;
import org.actionregistry.client.RegistryError;
import org.actionregistry.client.Signer;
import org.actionregistry.json.StrictJson;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.TrustedKeyList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar against thousands of real tool definitions, from publish to tampering. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // JUnit and start() set the fields
class RealToolsLarge {
    private static final Path DATA = Path.of(System.getProperty("large.data")).resolve("tools");
    private static final int SAMPLES = 4;
    private static final int IN_FLIGHT = 64;
    private static final int TAMPERED = 10;

    @TempDir
    private static Path home;

    private static Process registry;
    private static Map<String, ?> facts;
    private static RegistryClient client;
    private static Signer signer;
    private static List<RealTool> tools;
    private static List<RealTool> upgrades;

    @BeforeAll
    static void start() throws IOException {
        tools = RealTool.read(DATA.resolve("tools.jsonl"));
        upgrades = RealTool.readUpgrades(DATA.resolve("tool-upgrades.jsonl"));
        ProcessBuilder dev = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("registry.jar"),
                        "dev",
                        "-o",
                        "json",
                        "--port",
                        "0",
                        "--data",
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // What is tampered with is to be seen at once; how long memory may hide it, WarmCacheIT tries.
        dev.environment().put("ACTION_REGISTRY_CATALOG_CACHE_BYTES", "0");
        registry = dev.start();
        facts = StrictJson.readObject(
                registry.inputReader(StandardCharsets.UTF_8).readLine().getBytes(StandardCharsets.UTF_8), 2);
        client = new RegistryClient(ClientSettings.of(fact("url"), Optional.of(fact("api_key"))));
        signer = new Signer(
                new KeyId(fact("kid")), Ed25519PrivateKey.fromPem(Files.readString(Path.of(fact("signing_key_file")))));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        registry.destroy();
        assertThat(registry.waitFor(30, TimeUnit.SECONDS))
                .as("stops within 30 s")
                .isTrue();
        assertThat(registry.exitValue()).isZero();
    }

    private static String fact(String name) {
        return String.valueOf(facts.get(name));
    }

    @Test
    @Order(1)
    void publishesEveryTool() {
        long start = System.nanoTime();
        List<PublishReceipt> receipts = publishAll(everything());
        System.out.printf("published %d versions in %d ms%n", receipts.size(), (System.nanoTime() - start) / 1_000_000);
        assertThat(receipts).hasSize(tools.size() + upgrades.size()).allMatch(PublishReceipt::created);
    }

    @Test
    @Order(2)
    void publishingAgainChangesNothing() {
        assertThat(publishAll(everything())).noneMatch(PublishReceipt::created);
    }

    @Test
    @Order(3)
    void refusesTheToolsWhoseSchemaIsInvalid() throws IOException {
        List<RealTool> invalid = RealTool.read(DATA.resolve("tools-invalid.jsonl"));
        assertThat(invalid)
                .hasSize(3)
                .allSatisfy(tool -> assertThatThrownBy(
                                () -> client.publish(signer.sign(tool.manifest(), tool.coordinate()), false))
                        .isInstanceOfSatisfying(
                                RegistryError.class,
                                refused -> assertThat(refused.code()).isEqualTo("SCHEMA_INVALID")));
    }

    @Test
    @Order(4)
    void listsEveryActionOnceInOrderPageByPage() {
        List<String> listed;
        try (Stream<ActionSummary> actions = client.allActions(ActionFilter.ALL, 100)) {
            List<ActionSummary> summaries = actions.toList();
            assertThat(summaries).allMatch(action -> action.verified().orElse(false));
            listed = summaries.stream().map(action -> action.name().value()).toList();
        }
        Set<String> names = everything()
                .map(tool -> tool.coordinate().name().value())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isSorted().doesNotHaveDuplicates().containsAll(names);
        assertThat(listed.size() - names.size()).as("beside the samples").isLessThanOrEqualTo(SAMPLES);
    }

    @Test
    @Order(5)
    void everyDocumentIsServedAsItWasSignedAndVerifies() throws IOException {
        OfflineVerification offline =
                new OfflineVerification(TrustedKeyList.parse(Files.readAllBytes(Path.of(fact("trusted_keys_file")))));
        List<RealTool> all = everything().toList();
        for (RealTool tool : all) {
            PublishedVersion served = client.version(tool.coordinate());
            assertThat(served.verified()).isTrue();
            assertThat(served.hash()).isEqualTo(tool.manifest().digest().toString());
            assertThat(new String(served.body(), StandardCharsets.UTF_8))
                    .contains(new String(tool.manifest().canonical(), StandardCharsets.UTF_8));
            assertThat(offline.verify(served.body(), Optional.of(tool.coordinate()), Optional.empty())
                            .verified())
                    .isTrue();
        }
        System.out.printf("fetched and verified %d versions%n", all.size());
    }

    @Test
    @Order(6)
    void goesOwnChecksumDatabaseClientAcceptsTheLog() throws IOException, InterruptedException {
        assumeTrue(isOnPath("go"), "go is not on the PATH");
        ProcessBuilder logcheck = new ProcessBuilder(
                        "src/test/go/logcheck/run", "-vkey", fact("log_vkey"), "-all", fact("url"))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        logcheck.environment().put("ACTION_REGISTRY_API_KEY", fact("api_key"));
        Process running = logcheck.start();
        List<String> said = running.inputReader(StandardCharsets.UTF_8).lines().toList();
        System.out.println(String.join("\n", said));
        assertThat(running.waitFor()).as("exit code").isZero();
        assertThat(said).last().asString().matches("[1-9][0-9]{3,} passed, 0 failed");
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @Test
    @Order(7)
    void exactlyTheTamperedVersionsStopVerifying() throws SQLException {
        Set<Coordinate> tampered = tamper();
        Set<Coordinate> unverified = new HashSet<>();
        for (RealTool tool : everything().toList()) {
            boolean fetched = client.version(tool.coordinate()).verified();
            assertThat(client.verdict(tool.coordinate()).verified()).isEqualTo(fetched);
            if (!fetched) {
                unverified.add(tool.coordinate());
            }
        }
        assertThat(unverified).isEqualTo(tampered);
    }

    /** Ten rows, each in another way, with the owner's power over the triggers. */
    private static Set<Coordinate> tamper() throws SQLException {
        List<String> ways = List.of(
                "canonical = set_byte(canonical, 10, get_byte(canonical, 10) # 1)",
                "canonical = canonical || '\\x20'::bytea",
                "canonical = '\\x7b7d'::bytea",
                "canonical = convert_to(replace(convert_from(canonical, 'UTF8'), 'description', 'descripti0n'), 'UTF8')",
                "hash = 'sha256:' || repeat('0', 64)",
                "canonical = '\\x7b7d'::bytea, hash = 'sha256:' || encode(sha256('\\x7b7d'::bytea), 'hex')",
                "sig_b64 = 'base64:' || encode(decode(repeat('00', 64), 'hex'), 'base64')",
                "sig_kid = 'somebody-else'",
                "sig_alg = 'none'",
                "sig_alg = NULL, sig_kid = NULL, sig_b64 = NULL");
        assertThat(ways).hasSize(TAMPERED);
        Set<Coordinate> tampered = new HashSet<>();
        try (Connection owner = DriverManager.getConnection(jdbc(fact("database_url")));
                Statement statement = owner.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            for (int i = 0; i < TAMPERED; i++) {
                Coordinate victim = tools.get(i * 400 + 7).coordinate();
                int rows = statement.executeUpdate("UPDATE action_versions SET " + ways.get(i) + " WHERE name = '"
                        + victim.name() + "' AND version = '" + victim.version() + "'");
                assertThat(rows).isEqualTo(1);
                tampered.add(victim);
            }
        }
        return tampered;
    }

    /** {@code postgresql://user:password@host/db?x} as JDBC wants it. */
    private static String jdbc(String url) {
        String rest = url.substring("postgresql://".length());
        int at = rest.lastIndexOf('@');
        String[] login = rest.substring(0, at).split(":", 2);
        return "jdbc:postgresql://" + rest.substring(at + 1) + "&user=" + login[0] + "&password=" + login[1];
    }

    private static Stream<RealTool> everything() {
        return Stream.concat(tools.stream(), upgrades.stream());
    }

    private static List<PublishReceipt> publishAll(Stream<RealTool> wanted) {
        Semaphore slots = new Semaphore(IN_FLIGHT);
        List<CompletableFuture<PublishReceipt>> receipts = new ArrayList<>();
        wanted.forEach(tool -> {
            slots.acquireUninterruptibly();
            receipts.add(client.publishAsync(signer.sign(tool.manifest(), tool.coordinate()), false)
                    .whenComplete((receipt, failure) -> slots.release()));
        });
        return receipts.stream().map(CompletableFuture::join).toList();
    }
}
