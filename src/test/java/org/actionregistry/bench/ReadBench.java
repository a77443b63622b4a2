package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.actionregistry.dev.EmbeddedDatabase;

/** The read path, measured; {@code bench/run} runs it. The results go to stdout, what it is doing to stderr. */
public final class ReadBench {
    private static final Path KEYS = Path.of("target/load-keys");

    private static final int OWN_VERSIONS = 2;

    /** More than all databases of a run have that fills its own. */
    private static final String SHARED_BUFFERS = "512MB";

    private ReadBench() {}

    /** @param arguments the fat jar, the script for wrk, then what {@link ReadPlan} understands */
    public static void main(String... arguments) throws IOException, InterruptedException, SQLException {
        Path jar = Path.of(arguments[0]).toAbsolutePath();
        Path script = Path.of(arguments[1]).toAbsolutePath();
        ReadPlan plan = ReadPlan.of(Stream.of(arguments).skip(2).toArray(String[]::new));
        try (Workplace place = Workplace.create();
                EmbeddedDatabase database = place.database(SHARED_BUFFERS)) {
            Report report = new Report();
            System.out.println(Workplace.settings(database));
            if (!plan.scaleOnly()) {
                new ReadRounds(plan, database, place.directory(), script).run(jar, report);
            }
            if (plan.scaleOnly() || plan.only().isEmpty()) {
                scale(plan, database, new ScaleRounds(jar, place.directory(), script), report);
            }
            System.out.print(report);
        }
    }

    private static void scale(ReadPlan plan, EmbeddedDatabase database, ScaleRounds rounds, Report report)
            throws IOException, InterruptedException, SQLException {
        LoadKeys keys = LoadKeys.in(KEYS);
        VariedActions varied = LoadedRegistry.tools(plan.tools());
        String url = plan.loaded().orElse(database.ownerUrl());
        LoadedRegistry large = plan.loaded().isPresent()
                ? LoadedRegistry.found(url, varied, keys)
                : LoadedRegistry.fill(
                        LoadedRegistry.beside(url, "bench_large"), varied, keys, plan.actions(), OWN_VERSIONS);
        LoadedRegistry small = LoadedRegistry.fill(
                LoadedRegistry.beside(url, "bench_small"),
                // Names and documents as long as those of the large one, or it would be these that are compared.
                varied.every(Math.max(1, large.actions() / ScaleRounds.SMALL)),
                keys,
                ScaleRounds.SMALL,
                large.versions());
        if (plan.loaded().isPresent()) {
            System.out.println("Scale: " + Workplace.settings(url));
        }
        rounds.run(small, large, plan.ofScale(), report);
    }
}
