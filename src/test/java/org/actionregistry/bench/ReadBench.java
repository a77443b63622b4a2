package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.actionregistry.dev.EmbeddedDatabase;

/** The read path, measured; {@code bench/run} runs it. The results go to stdout, what it is doing to stderr. */
public final class ReadBench {
    private ReadBench() {}

    /** @param arguments the fat jar, the script for wrk, then what {@link ReadPlan} understands */
    public static void main(String... arguments) throws IOException, InterruptedException, SQLException {
        Path jar = Path.of(arguments[0]).toAbsolutePath();
        Path script = Path.of(arguments[1]).toAbsolutePath();
        ReadPlan plan = ReadPlan.of(Stream.of(arguments).skip(2).toArray(String[]::new));
        try (Workplace place = Workplace.create();
                EmbeddedDatabase database =
                        EmbeddedDatabase.start(place.directory().resolve("postgres"), 0)) {
            Report report = new Report();
            System.out.println(Workplace.settings(database));
            new ReadRounds(plan, database, place.directory(), script).run(jar, report);
            System.out.print(report);
        }
    }
}
