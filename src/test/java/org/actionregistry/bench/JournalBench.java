package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.actionregistry.dev.EmbeddedDatabase;

/** The write path, measured; {@code bench/journal} runs it. The results go to stdout, what it is doing to stderr. */
public final class JournalBench {
    private JournalBench() {}

    /** @param arguments the fat jar, then what {@link Plan} understands */
    public static void main(String... arguments) throws IOException, InterruptedException, SQLException {
        Path jar = Path.of(arguments[0]).toAbsolutePath();
        Plan plan = Plan.of(Stream.of(arguments).skip(1).toArray(String[]::new));
        try (Workplace place = Workplace.create();
                EmbeddedDatabase database =
                        EmbeddedDatabase.start(place.directory().resolve("postgres"), 0)) {
            Report report = new Report();
            System.out.println(Workplace.settings(database));
            new PublishRounds(plan, database, place.directory()).run(jar, report);
            if (plan.logs()) {
                new LogRounds(plan, database).run(report);
            }
            System.out.print(report);
        }
    }
}
