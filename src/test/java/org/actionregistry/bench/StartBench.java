package org.actionregistry.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.actionregistry.dev.EmbeddedDatabase;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.postgres.Migrations;

/**
 * From starting the process to its first 200, with a database that is ready; {@code bench/start} runs it. The registry and a
 * bare server take turns, each with and without an archive of loaded classes.
 */
public final class StartBench {
    private static final String BARE = "org/actionregistry/bench/BareServer.class";
    private static final int PATIENCE_SECONDS = 120;
    private static final int CLOCK_TICK_MS = 10;
    private static final String OURS_WITH_ARCHIVE = "registry, archive";
    private static final Map<Integer, String> TARGETS = Map.of(17, "<= 1000", 25, "<= 800");

    private final Map<String, Series> millis = new LinkedHashMap<>();
    private final Map<String, Series> cpuMillis = new HashMap<>();
    private final Map<String, String> targets = new HashMap<>();
    private final Path directory;
    private final Map<String, String> environment;
    private final int port;

    private StartBench(Path directory, Map<String, String> environment, int port) {
        this.directory = directory;
        this.environment = environment;
        this.port = port;
    }

    /** @param arguments the fat jar, how many rounds, then the {@code java} commands to compare */
    public static void main(String... arguments) throws Exception {
        Path jar = Path.of(arguments[0]).toAbsolutePath();
        int rounds = Integer.parseInt(arguments[1]);
        Path directory = Files.createTempDirectory("action-registry-start");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            Migrations.run(DatabaseUrl.parse(database.ownerUrl()));
            int port = freePort();
            Map<String, String> environment = Map.of(
                    "HOST", "127.0.0.1",
                    "PORT", Integer.toString(port),
                    "DATABASE_URL", database.runtimeUrl(),
                    "DATABASE_OWNER_URL", database.ownerUrl(),
                    "TRUSTED_KEYS_JSON", new SignedPublishes("").trustedKeys(),
                    "ACTION_REGISTRY_DRAIN_NOTICE_SECONDS", "0");
            StartBench bench = new StartBench(directory, environment, port);
            List<Contender> contenders = new ArrayList<>();
            for (String java : List.of(arguments).subList(2, arguments.length)) {
                contenders.addAll(bench.contenders(java, jar));
            }
            for (int round = 0; round < rounds; round++) {
                System.err.println("round " + (round + 1) + " of " + rounds);
                for (Contender contender : contenders) {
                    bench.start(contender);
                }
            }
            bench.print();
        } finally {
            delete(directory);
        }
    }

    private record Contender(String name, List<String> command) {}

    private List<Contender> contenders(String java, Path jar) throws IOException, InterruptedException {
        int release = release(java);
        Path ours = directory.resolve("registry-" + release);
        run("make-archive", "bash", "src/main/docker/make-archive", jar.toString(), ours.toString(), java);
        String classPath = bareJar() + ":" + jar;
        Path bare = directory.resolve("bare-" + release);
        List<String> bareServer = List.of("-XX:+UseSerialGC", "-cp", classPath, BareServer.class.getName());
        List<String> registry = List.of("-XX:+UseSerialGC", "-jar", jar.toString(), "serve");
        String making = release >= 25 ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        String using = release >= 25 ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
        start(new Contender("", command(java, List.of(making + bare), bareServer)));
        millis.remove("");
        String on = "Java " + release + ": ";
        targets.put(on + OURS_WITH_ARCHIVE, TARGETS.getOrDefault(release, ""));
        return List.of(
                new Contender(on + "bare server", command(java, List.of(), bareServer)),
                new Contender(on + "registry", command(java, List.of(), registry)),
                new Contender(on + "bare server, archive", command(java, List.of(using + bare), bareServer)),
                new Contender(on + OURS_WITH_ARCHIVE, command(java, List.of(using + ours), registry)));
    }

    private static List<String> command(String java, List<String> options, List<String> rest) {
        return Stream.of(List.of(java), options, rest).flatMap(List::stream).toList();
    }

    private static int release(String java) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java, "-XshowSettings:properties", "-version")
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.lines()
                .filter(line -> line.contains("java.specification.version = "))
                .mapToInt(line -> Integer.parseInt(line.replaceAll(".*= ", "").strip()))
                .findFirst()
                .orElseThrow(() -> new IOException(java + " says: " + text));
    }

    /** Archives hold what came from jars, not from directories. */
    private Path bareJar() throws IOException {
        Path jar = directory.resolve("bare.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream in = Objects.requireNonNull(StartBench.class.getResourceAsStream("/" + BARE), BARE)) {
            out.putNextEntry(new JarEntry(BARE));
            in.transferTo(out);
        }
        return jar;
    }

    private void run(String what, String... command) throws IOException, InterruptedException {
        System.err.println(what + " with " + command[command.length - 1]);
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(what + " failed");
        }
    }

    private void start(Contender contender) throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(contender.command())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            while (!isReady()) {
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)
                        || process.waitFor(2, TimeUnit.MILLISECONDS)) {
                    throw new IOException(contender.command() + " did not start: " + Files.readString(log));
                }
            }
            millis.computeIfAbsent(contender.name(), first -> new Series()).add((System.nanoTime() - start) / 1e6);
            cpuMillis.computeIfAbsent(contender.name(), first -> new Series()).add(cpuMillis(process.pid()));
        } finally {
            process.destroy();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            socket.getOutputStream()
                    .write("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .startsWith("HTTP/1.1 200 ");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** User and system time of the process so far (proc_pid_stat(5), fields 14 and 15). */
    private static double cpuMillis(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * CLOCK_TICK_MS;
    }

    private void print() {
        Report report = new Report();
        millis.forEach((name, series) -> {
            report.row(name + ", ms to the first 200", targets.getOrDefault(name, ""), series.format(0));
            report.row(
                    name + ", CPU ms by then",
                    "",
                    Objects.requireNonNull(cpuMillis.get(name)).format(0));
        });
        System.out.print(report);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
