package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.actionregistry.action.Coordinate;
import org.actionregistry.journal.VersionPublished;
import org.actionregistry.postgres.DatabaseUrl;
import org.actionregistry.postgres.JournalCopy;
import org.actionregistry.postgres.Migrations;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fills a database with really signed actions; {@code bench/load} runs it. */
@Command(
        name = "bench/load",
        description = {
            "Fill a database with really signed versions of many actions, made from real tools.",
            "What it leaves is a whole registry: journal, versions, summaries and Merkle tree are as its server would have"
                    + " written them. Run again after an interruption, it goes on where it was."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Load implements Callable<Integer> {
    /** Entries a transaction, about: some 25 MB on their way to the database. */
    private static final int BATCH = 8_192;

    static final Path TOOLS = Path.of("../shared/data/tools/tools.jsonl");
    private static final int MAX_VERSIONS = 1_000;

    @Option(names = "--database-url", required = true, paramLabel = "URL", description = "The owner's.")
    private String databaseUrl;

    @Option(names = "--actions", required = true, paramLabel = "N", description = "How many actions there are to be.")
    private long actions;

    @Option(
            names = "--versions",
            paramLabel = "V",
            defaultValue = "1",
            description = "Of each action; default: ${DEFAULT-VALUE}.")
    private int versions;

    @Option(
            names = "--tools",
            paramLabel = "FILE",
            description =
                    "Real tools, one JSON object a line; default: ../shared/data/tools/tools.jsonl where that is, else"
                            + " the samples in the jar.")
    private Optional<Path> tools = Optional.empty();

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            defaultValue = "target/load-keys",
            description =
                    "Where signing key, log key and trusted_keys.json are, or are put; default: ${DEFAULT-VALUE}.")
    private Path keys;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Load()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException {
        if (actions < 1 || versions < 1 || versions > MAX_VERSIONS) {
            System.err.println("bench/load: --actions is at least 1, --versions 1 to " + MAX_VERSIONS);
            return 2;
        }
        DatabaseUrl owner = DatabaseUrl.parse(databaseUrl);
        LoadKeys signing = LoadKeys.in(keys);
        VariedActions varied =
                VariedActions.of(tools.or(() -> Optional.of(TOOLS).filter(Files::isReadable)));
        Migrations.run(owner);
        try (JournalCopy journal = JournalCopy.open(owner)) {
            Optional<String> foreign = foreign(journal, varied, signing);
            if (foreign.isPresent()) {
                System.err.println("bench/load: " + owner.location() + " is not empty: " + foreign.get());
                return 1;
            }
            journal.setIndexesAside();
            fill(journal, varied, signing, actions, versions);
            System.err.println("four indexes are made, then the planner's statistics");
            journal.finish();
            journal.vacuum();
            System.err.printf(
                    "%s holds %d versions; start a server with TRUSTED_KEYS_FILE=%s LOG_SIGNING_KEY_FILE=%s and a LOG_ORIGIN%n",
                    owner.location(), journal.size(), signing.trustedKeys(), signing.logKey());
        }
        return 0;
    }

    /** Why this run cannot go on from what is there; empty where it can, or there is nothing. */
    private Optional<String> foreign(JournalCopy journal, VariedActions varied, LoadKeys signing) throws SQLException {
        long size = journal.size();
        if (size == 0) {
            return Optional.empty();
        }
        long number = (size - 1) / versions;
        String expected = varied.versions(number, versions).get(versions - 1) + " by "
                + signing.signer().kid();
        String found = journal.newest().orElse("an entry that is no version");
        boolean ours = size % versions == 0 && size <= actions * versions && found.equals(expected);
        return ours
                ? Optional.empty()
                : Optional.of(
                        "its entry " + (size - 1) + " is " + found + ", and a run with these arguments would have "
                                + "written " + expected + "; name an empty database");
    }

    /** Goes on where the journal ends. */
    static void fill(JournalCopy journal, VariedActions varied, LoadKeys signing, long actions, int versions)
            throws SQLException, IOException {
        long step = Math.max(1, BATCH / versions);
        long next = journal.size() / versions;
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("versions")
                .setInitialMax(actions * versions)
                .setStyle(ProgressBarStyle.ASCII)
                .startsFrom(journal.size(), java.time.Duration.ZERO)
                .build()) {
            CompletableFuture<JournalCopy.Batch> prepared =
                    prepare(varied, signing, next, (int) Math.max(0, Math.min(step, actions - next)), versions);
            while (next < actions) {
                JournalCopy.Batch batch = prepared.join();
                next += step;
                // While PostgreSQL takes this batch, the next one is signed.
                prepared = prepare(varied, signing, next, (int) Math.max(0, Math.min(step, actions - next)), versions);
                journal.write(batch);
                bar.stepBy(batch.size());
            }
            prepared.join();
        }
    }

    private static CompletableFuture<JournalCopy.Batch> prepare(
            VariedActions varied, LoadKeys signing, long from, int count, int versions) {
        return CompletableFuture.supplyAsync(() -> {
            List<VersionPublished> entries = IntStream.range(0, count)
                    .parallel()
                    .boxed()
                    .flatMap(i -> publishes(varied, signing, from + i, versions))
                    .toList();
            return new JournalCopy.Batch(from * versions, Clock.systemUTC().instant(), entries);
        });
    }

    private static Stream<VersionPublished> publishes(
            VariedActions varied, LoadKeys signing, long number, int versions) {
        Stream<Coordinate> coordinates = varied.versions(number, versions).stream();
        return coordinates.map(coordinate -> signing.sealed(varied.publish(number, coordinate, signing.signer())));
    }
}
