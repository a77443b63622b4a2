package org.actionregistry.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.signing.Digest;

/**
 * What a read costs in a large registry, beside the same in one of a thousand actions: two servers with the same flags on
 * two databases of one PostgreSQL, which has both in its own cache where they fit. Neither remembers answers; every version has
 * the seal of its publication.
 */
final class ScaleRounds {
    static final int SMALL = 1_000;

    private static final int CONNECTIONS = 16;
    private static final int PAGE = 50;
    private static final int CHECK_BYTES = 8;

    /** As many as a thousand actions have. */
    private static final int PAGES = SMALL / PAGE;

    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dio.netty.allocator.type=pooled");

    private final Path jar;
    private final Path directory;
    private final Path script;

    /** A registry and its server. */
    private record Side(LoadedRegistry registry, ServedJar server, Path home, Path script) {
        Wrk load(String name, List<String> paths) throws IOException {
            Path file = home.resolve(name + ".txt");
            Files.writeString(file, paths.stream().collect(Collectors.joining("\n", "", "\n")));
            return new Wrk(script, file, LoadedRegistry.apiKey());
        }

        /** Others in each round, so that nothing remembers those of the last one. */
        Wrk fetches(int round) throws IOException {
            return load("fetches-" + round, registry.fetches(round));
        }

        ScaleFigures figures(ScaleFigures.Loads loads) {
            return new ScaleFigures(server, loads, DatabaseUrl.parse(registry.ownerUrl()));
        }
    }

    ScaleRounds(Path jar, Path directory, Path script) {
        this.jar = jar;
        this.directory = directory;
        this.script = script;
    }

    void run(LoadedRegistry small, LoadedRegistry large, ReadPlan plan, Report report)
            throws IOException, InterruptedException, SQLException {
        Path smallHome = Files.createDirectory(directory.resolve("small"));
        Path largeHome = Files.createDirectory(directory.resolve("large"));
        try (ServedJar one = ServedJar.launch(jar, smallHome, small.environment(JVM), Optional.empty());
                ServedJar other = ServedJar.launch(jar, largeHome, large.environment(JVM), Optional.empty())) {
            one.awaitPort();
            other.awaitPort();
            Side few = new Side(small, one, smallHome, script);
            Side many = new Side(large, other, largeHome, script);
            String size = String.format(Locale.ROOT, "%,d actions x %d", large.actions(), large.versions());
            Wrk fewPagesLoad = pages(few);
            Wrk manyPagesLoad = pages(many);
            ScaleFigures fewPages = few.figures(round -> fewPagesLoad);
            ScaleFigures manyPages = many.figures(round -> manyPagesLoad);
            ScaleFigures fewFetches = few.figures(few::fetches);
            ScaleFigures manyFetches = many.figures(many::fetches);
            String pages = "list page of " + PAGE + " at " + size;
            String fetches = "fetch at " + size + ", uniform random, no answers cached";
            List<ScaleFigures> all = new ArrayList<>();
            if (pages.startsWith(plan.only())) {
                all.addAll(List.of(fewPages, manyPages));
            }
            if (fetches.startsWith(plan.only())) {
                all.addAll(List.of(fewFetches, manyFetches));
            }
            // Last, since what came before may have taken their place.
            System.out.println(small.prewarm() + "; " + large.prewarm() + "\n");
            measure(all, plan);
            if (pages.startsWith(plan.only())) {
                manyPages.describe(report, pages, fewPages, "<= 1.10");
            }
            if (fetches.startsWith(plan.only())) {
                manyFetches.describe(report, fetches, fewFetches, "<= 1.50");
            }
        }
    }

    private static void measure(List<ScaleFigures> all, ReadPlan plan)
            throws IOException, InterruptedException, SQLException {
        for (ScaleFigures each : all) {
            each.warmUp(CONNECTIONS, plan.warmUpSeconds());
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            List<ScaleFigures> turn = new ArrayList<>(all);
            if (round % 2 == 0) {
                Collections.reverse(turn);
            }
            for (ScaleFigures each : turn) {
                each.round(round, CONNECTIONS, plan.seconds());
            }
            System.err.printf("scale: round %d of %d%n", round, plan.rounds());
        }
    }

    /** Every page of a thousand actions; of more, as many, spread evenly from the first to the last. */
    private Wrk pages(Side side) throws IOException, SQLException {
        List<String> paths = new ArrayList<>();
        paths.add("/actions?limit=" + PAGE);
        for (String name : side.registry.depths(PAGES)) {
            paths.add("/actions?limit=" + PAGE + "&cursor=" + cursor(name));
        }
        return side.load("pages", paths);
    }

    /** As {@code http.Cursor} makes one for a list without filters; were it otherwise, every request would fail. */
    private static String cursor(String name) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        byte[] check =
                Digest.of(("\n\n" + name).getBytes(StandardCharsets.UTF_8)).bytes();
        byte[] cursor = ByteBuffer.allocate(CHECK_BYTES + key.length)
                .put(check, 0, CHECK_BYTES)
                .put(key)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }
}
