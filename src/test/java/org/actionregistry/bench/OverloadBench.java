package org.actionregistry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.actionregistry.dev.EmbeddedDatabase;

/**
 * What is left of a server that is asked for more than it can do; {@code bench/overload} runs it. The results go to stdout,
 * what it is doing to stderr.
 */
public final class OverloadBench {
    private static final String API_KEY = "overload-bench-key";

    /** Far more than the server takes on at once: the place to queue must be the server's to refuse, not ours. */
    private static final int CONNECTIONS = 4_000;

    private final int port;
    private final int seconds;
    private final Path status;
    private final Report report = new Report();

    private OverloadBench(int port, int seconds, long pid) {
        this.port = port;
        this.seconds = seconds;
        this.status = Path.of("/proc", Long.toString(pid), "status");
    }

    /** @param arguments the fat jar, then {@code --quick} or nothing */
    public static void main(String... arguments) throws Exception {
        Path jar = Path.of(arguments[0]).toAbsolutePath();
        int seconds = List.of(arguments).contains("--quick") ? 4 : 15;
        Path directory = Files.createTempDirectory("action-registry-overload");
        SignedPublishes publishes = new SignedPublishes(API_KEY);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            Map<String, String> environment = Map.of(
                    "HOST",
                    "127.0.0.1",
                    "PORT",
                    "0",
                    "DATABASE_URL",
                    database.runtimeUrl(),
                    "DATABASE_OWNER_URL",
                    database.ownerUrl(),
                    "TRUSTED_KEYS_JSON",
                    publishes.trustedKeys(),
                    "ACTION_REGISTRY_API_KEY",
                    API_KEY,
                    "ACTION_REGISTRY_DRAIN_NOTICE_SECONDS",
                    "0",
                    "JAVA_TOOL_OPTIONS",
                    "-Xmx96m -XX:+UseSerialGC -Dio.netty.allocator.type=pooled");
            try (ServedJar server = ServedJar.start(jar, directory, environment, Optional.empty())) {
                OverloadBench bench = new OverloadBench(server.port(), seconds, serverPid());
                AtomicInteger next = new AtomicInteger();
                bench.measure("publishes", supplier(publishes.requests(seconds * 8_000), next));
                bench.measure("lists", () -> LIST);
                System.out.print(bench.report);
            }
        } finally {
            delete(directory);
        }
    }

    private static final byte[] LIST = ("GET /actions?q=rows&limit=20 HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                    + API_KEY + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);

    private static Supplier<byte[]> supplier(List<byte[]> requests, AtomicInteger next) {
        return () -> requests.get(next.getAndIncrement() % requests.size());
    }

    private static long serverPid() {
        return ProcessHandle.current()
                .children()
                .filter(child ->
                        child.info().arguments().stream().flatMap(Stream::of).anyMatch("serve"::equals))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private void measure(String what, Supplier<byte[]> requests) throws IOException {
        capacity(requests);
        double peak = capacity(requests);
        report.row(what + "/s, closed loop of 64: the peak", "", number(peak));
        for (double factor : new double[] {1, 2, 4}) {
            System.err.printf("%s at %.0f times the peak of %.0f/s%n", what, factor, peak);
            try (OpenLoop load = OpenLoop.connect(port, CONNECTIONS)) {
                OpenLoop.Result result = load.run(peak * factor, seconds, requests);
                String at = what + " at " + number(factor) + " x the peak: ";
                report.row(at + "goodput to peak", factor > 1 ? ">= 0.90" : "", ratio(result.goodput() / peak));
                report.row(at + "accepted, p50 and p99, ms", "p99 < 1000", latencies(result.accepted()));
                report.row(at + "503, p50 and p99, ms", "", latencies(result.refused()));
                report.row(at + "answers by status, unsent", "", result.statuses() + ", " + result.unsent());
                report.row(at + "the server's resident memory, now and peak, MiB", "<= 350", memory());
            }
        }
    }

    /** What 64 clients get that wait for each answer. */
    private double capacity(Supplier<byte[]> requests) throws IOException {
        double best = 0;
        try (OpenLoop load = OpenLoop.connect(port, 64)) {
            for (int i = 0; i < 3; i++) {
                best = Math.max(
                        best,
                        load.run(30_000, Math.max(2, seconds / 5), requests).goodput());
            }
        }
        return best;
    }

    private String memory() throws IOException {
        return field("VmRSS") + ", " + field("VmHWM");
    }

    private long field(String name) throws IOException {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String latencies(Latencies latencies) {
        return number(latencies.percentileMs(50)) + ", " + number(latencies.percentileMs(99));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
