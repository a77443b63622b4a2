package org.actionregistry.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.actionregistry.dev.EmbeddedDatabase;

/** What a read costs, beside servers that do nothing else, or that do it as one would first write it. */
final class ReadRounds {
    private static final String ADMIN_KEY = "bench-admin-key";
    private static final int PUBLISHERS = 64;
    private static final int FEW = 64;
    private static final int MANY = 256;
    private static final int CROWD = 1_000;
    private static final int LOOKED_AT_ONCE = 16;

    /** The same for every server that is compared. */
    private static final List<String> JVM = List.of("-Xmx160m", "-XX:+UseSerialGC", "-Dio.netty.allocator.type=pooled");

    private final ReadPlan plan;
    private final EmbeddedDatabase database;
    private final Path directory;
    private final Path script;
    private final SignedPublishes publishes = new SignedPublishes(ADMIN_KEY);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Corpus corpus;

    /** What is to be reached; empty where there is nothing. */
    private record Target(String speed, String cpu) {
        static final Target NONE = new Target("", "");
    }

    /** An answer's size and entity tag. */
    private record Known(int bytes, String tag) {}

    ReadRounds(ReadPlan plan, EmbeddedDatabase database, Path directory, Path script) throws IOException {
        this.plan = plan;
        this.database = database;
        this.directory = directory;
        this.script = script;
        this.corpus = new Corpus(plan.documents(), plan.tools());
    }

    void run(Path jar, Report report) throws IOException, InterruptedException {
        try (ServedJar cached = ServedJar.start(jar, directory, environment(Map.of()), plan.recording());
                // Starts while documents are published, when the schema is there.
                ServedJar uncached = ServedJar.launch(
                        jar,
                        Files.createDirectory(directory.resolve("uncached")),
                        environment(Map.of("ACTION_REGISTRY_CATALOG_CACHE_BYTES", "0")),
                        plan.recording().map(file -> file.resolveSibling("uncached-" + file.getFileName())))) {
            publish(cached.port());
            uncached.awaitPort();
            String readerKey = readerKey(cached.port());
            Map<Integer, Known> documents = look(cached.port(), readerKey, this::version);
            Map<Integer, Known> verdicts = look(cached.port(), readerKey, this::verification);
            System.err.printf("%d documents, on average %d bytes%n", corpus.size(), mean(documents));
            compare(cached, uncached, readerKey, documents, verdicts, report);
            Wrk all = load(
                    "all",
                    IntStream.range(0, corpus.size()).mapToObj(this::version).toList(),
                    readerKey);
            // What no round has asked for is read by few before all ask at once, who else would be turned away.
            all.run(cached.port(), cached.cost(), FEW, plan.oftenSeconds());
            all.run(cached.port(), cached.cost(), CROWD, plan.oftenSeconds());
            report.row(
                    "resident memory after all documents over " + CROWD + " connections, MiB",
                    "<= 350",
                    String.format(Locale.ROOT, "%.0f", cached.cost().peakMebibytes()));
        }
    }

    private void compare(
            ServedJar cached,
            ServedJar uncached,
            String key,
            Map<Integer, Known> documents,
            Map<Integer, Known> verdicts,
            Report report)
            throws IOException, InterruptedException {
        Wrk fetches = load("fetches", paths(this::version), key);
        Wrk conditional = load("conditional", conditional(documents), key);
        Wrk verifications = load("verifications", paths(this::verification), key);
        try (BaselineProcess bare = BaselineProcess.start(JVM, "constant", Integer.toString(mean(documents)));
                BaselineProcess small = BaselineProcess.start(JVM, "constant", Integer.toString(mean(verdicts)));
                BaselineProcess empty = BaselineProcess.start(JVM, "constant", "0");
                BaselineProcess select = BaselineProcess.start(JVM, "select", database.ownerUrl());
                BaselineProcess plain =
                        BaselineProcess.start(JVM, "plain", database.ownerUrl(), publishes.publicKey())) {
            Paired.Side ours = new Paired.Side(cached.port(), cached.cost(), fetches);
            Paired.Side theirs = new Paired.Side(bare.port(), bare.cost(), fetches);
            Paired few = new Paired("fetch, hit, " + FEW + " connections", FEW, ours, theirs);
            Paired many = new Paired("fetch, hit, " + MANY + " connections", MANY, ours, theirs);
            Paired naive = new Paired(
                    "fetch, hit, beside a plain endpoint without cache",
                    FEW,
                    ours,
                    new Paired.Side(plain.port(), plain.cost(), fetches));
            Paired.Side unchanged = new Paired.Side(cached.port(), cached.cost(), conditional);
            Paired notModified = new Paired("304, beside the document's size", FEW, unchanged, theirs);
            Paired notModifiedEmpty = new Paired(
                    "304, beside an empty body", FEW, unchanged, new Paired.Side(empty.port(), empty.cost(), fetches));
            Paired verify = new Paired(
                    "verify, hit",
                    FEW,
                    new Paired.Side(cached.port(), cached.cost(), verifications),
                    new Paired.Side(small.port(), small.cost(), verifications));
            Paired miss = new Paired(
                    "fetch, miss (no cache)",
                    FEW,
                    new Paired.Side(uncached.port(), uncached.cost(), fetches),
                    new Paired.Side(select.port(), select.cost(), fetches));
            Map<Paired, Target> targets = new LinkedHashMap<>();
            targets.put(few, new Target(">= 0.90", "<= 1.20"));
            targets.put(many, new Target(">= 0.90", "<= 1.20"));
            targets.put(notModified, new Target(">= 1.00", ""));
            targets.put(notModifiedEmpty, Target.NONE);
            targets.put(verify, new Target(">= 0.95", ""));
            targets.put(miss, new Target(">= 0.80", ""));
            targets.put(naive, Target.NONE);
            targets.keySet().removeIf(pair -> !pair.isNamed(plan.only()));
            measure(List.copyOf(targets.keySet()));
            targets.forEach((pair, target) -> pair.describe(report, target.speed, target.cpu));
        }
    }

    private void measure(List<Paired> pairs) throws IOException, InterruptedException {
        Set<Paired.Side> warm = new HashSet<>();
        for (Paired pair : pairs) {
            pair.warmUp(plan.warmUpSeconds(), warm);
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Paired pair : pairs) {
                pair.round(plan.seconds(), round % 2 == 0);
            }
            System.err.printf("round %d of %d%n", round, plan.rounds());
        }
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_TOOL_OPTIONS",
                String.join(" ", JVM),
                "DATABASE_URL",
                database.runtimeUrl(),
                "DATABASE_OWNER_URL",
                database.ownerUrl(),
                "TRUSTED_KEYS_JSON",
                publishes.trustedKeys(),
                "ACTION_REGISTRY_API_KEY",
                ADMIN_KEY,
                "ACTION_REGISTRY_DRAIN_NOTICE_SECONDS",
                "0",
                "HOST",
                "127.0.0.1",
                "PORT",
                "0"));
        environment.putAll(more);
        return environment;
    }

    private void publish(int port) throws IOException {
        List<byte[]> requests = IntStream.range(0, corpus.size())
                .parallel()
                .mapToObj(i -> publishes.request(publishes.record(corpus.coordinate(i), corpus.manifest(i))))
                .toList();
        try (HttpLoad load = HttpLoad.connect(port, PUBLISHERS)) {
            HttpLoad.Result result = load.asFastAsItGoes(requests);
            System.err.printf("published %d documents, %.0f/s%n", requests.size(), result.perSecond());
        }
    }

    /** Agents do not read as administrators. */
    private String readerKey(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api-keys"))
                .header("X-API-Key", ADMIN_KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"bench\",\"role\":\"reader\"}"))
                .build();
        String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return new JsonObject(body).getString("api_key");
    }

    /** Every document that is drawn, once. */
    private Map<Integer, Known> look(int port, String key, Function<Integer, String> path) throws IOException {
        Map<Integer, Known> known = new LinkedHashMap<>();
        int[] numbers = IntStream.of(corpus.draws()).distinct().toArray();
        for (int from = 0; from < numbers.length; from += LOOKED_AT_ONCE) {
            Map<Integer, CompletableFuture<HttpResponse<byte[]>>> asked = new LinkedHashMap<>();
            for (int number : Arrays.copyOfRange(numbers, from, Math.min(from + LOOKED_AT_ONCE, numbers.length))) {
                asked.put(
                        number,
                        http.sendAsync(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path.apply(number)))
                                        .header("X-API-Key", key)
                                        .build(),
                                HttpResponse.BodyHandlers.ofByteArray()));
            }
            for (Map.Entry<Integer, CompletableFuture<HttpResponse<byte[]>>> answer : asked.entrySet()) {
                known.put(
                        answer.getKey(),
                        known(path.apply(answer.getKey()), answer.getValue().join()));
            }
        }
        return known;
    }

    private static Known known(String path, HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answers " + answer.statusCode());
        }
        return new Known(
                answer.body().length, answer.headers().firstValue("ETag").orElseThrow());
    }

    /** As drawn: a document that is asked for often counts as often. */
    private int mean(Map<Integer, Known> known) {
        return (int) Math.round(IntStream.of(corpus.draws())
                .map(number -> Objects.requireNonNull(known.get(number)).bytes)
                .average()
                .orElseThrow());
    }

    private List<String> paths(Function<Integer, String> path) {
        return IntStream.of(corpus.draws()).mapToObj(path::apply).toList();
    }

    private List<String> conditional(Map<Integer, Known> documents) {
        List<String> lines = new ArrayList<>();
        for (int number : corpus.draws()) {
            lines.add(version(number) + "\t" + Objects.requireNonNull(documents.get(number)).tag);
        }
        return lines;
    }

    private Wrk load(String name, List<String> lines, String key) throws IOException {
        Path file = directory.resolve(name + ".txt");
        Files.writeString(file, lines.stream().collect(Collectors.joining("\n", "", "\n")));
        return new Wrk(script, file, key);
    }

    private String version(int number) {
        return "/actions/" + corpus.coordinate(number).name() + "/versions/"
                + corpus.coordinate(number).version();
    }

    private String verification(int number) {
        return version(number) + "/verify";
    }
}
