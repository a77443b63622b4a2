package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.actionregistry.dev.EmbeddedDatabase;

/**
 * What is left of a server that is asked for more than it can do; {@code bench/overload} runs it. The results go to stdout,
 * what it is doing to stderr.
 */
public final class OverloadBench {
    private static final String API_KEY = "overload-bench-key";
    private static final String ROUNDS = "--rounds=";
    private static final String ONLY = "--only=";
    private static final String JFR = "--jfr=";

    /** What each server is given to serve. */
    private static final int PUBLISHED = 10_000;

    private OverloadBench() {}

    /** @param arguments the fat jar, then any of {@code --quick}, {@code --rounds=N}, {@code --only=CASE}, {@code --jfr=FILE} */
    public static void main(String... arguments) throws Exception {
        Path jar = Path.of(arguments[0]).toAbsolutePath();
        boolean quick = List.of(arguments).contains("--quick");
        int rounds = Integer.parseInt(argument(arguments, ROUNDS).orElse(quick ? "1" : "3"));
        List<OverloadCase> cases = argument(arguments, ONLY)
                .map(name -> List.of(OverloadCase.valueOf(name.toUpperCase(Locale.ROOT))))
                .orElse(List.of(OverloadCase.values()));
        Report report = new Report();
        List<String> settings = new ArrayList<>();
        for (OverloadCase each : cases) {
            Half.SERVED.take();
            try (Workplace place = Workplace.create();
                    EmbeddedDatabase database =
                            EmbeddedDatabase.start(place.directory().resolve("postgres"), 0)) {
                settings.add(Workplace.settings(database));
                measure(
                        each,
                        jar,
                        place,
                        database,
                        argument(arguments, JFR).map(Path::of),
                        new OverloadRounds(rounds, quick ? 3 : 5, report));
            }
        }
        System.out.println(settings.get(0));
        System.out.print(report);
    }

    private static Optional<String> argument(String[] arguments, String prefix) {
        return Stream.of(arguments)
                .filter(argument -> argument.startsWith(prefix))
                .map(argument -> argument.substring(prefix.length()))
                .findFirst();
    }

    private static void measure(
            OverloadCase each,
            Path jar,
            Workplace place,
            EmbeddedDatabase database,
            Optional<Path> jfr,
            OverloadRounds rounds)
            throws IOException, InterruptedException {
        SignedPublishes publishes = new SignedPublishes(API_KEY);
        Map<String, String> environment = new HashMap<>(Map.of(
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
                "-Xmx96m -XX:+UseSerialGC -Dio.netty.allocator.type=pooled"));
        environment.putAll(each.settings());
        try (ServedJar server = ServedJar.start(jar, place.directory(), environment, jfr.map(Path::toAbsolutePath))) {
            Half.CLIENTS.take();
            try (HttpLoad fill = HttpLoad.connect(server.port(), 16)) {
                fill.asFastAsItGoes(publishes.requests(PUBLISHED));
            }
            rounds.run(each, server, API_KEY, each.requests(publishes, API_KEY, PUBLISHED));
        }
    }
}
