package org.actionregistry.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How much of the read path is measured.
 *
 * @param rounds of each figure, interleaved
 * @param seconds a run
 * @param warmUpSeconds before the first round; a server of few methods is compiled soon, one of many is not
 * @param documents in the registry
 * @param actions in the large registry that is filled for the comparison of sizes, where there is no other
 * @param tools real definitions to make the documents of, one JSON object a line
 * @param loaded the owner's URL of a database that {@code bench/load} has filled, with the keys in {@code target/load-keys};
 *     without it, a smaller one is filled for the run
 * @param scaleOnly whether nothing but the comparison of sizes is measured
 * @param recording where to leave the server's profile (JFR)
 * @param only how the names of the figures begin that are taken; empty takes all
 */
record ReadPlan(
        int rounds,
        int seconds,
        int warmUpSeconds,
        int documents,
        int actions,
        Optional<Path> tools,
        Optional<String> loaded,
        boolean scaleOnly,
        Optional<Path> recording,
        String only) {
    /** @throws IllegalArgumentException when an argument is unknown */
    static ReadPlan of(String... arguments) {
        int rounds = 5;
        int seconds = 3;
        int warmUpSeconds = 18;
        int documents = 10_000;
        int actions = 20_000;
        Optional<Path> tools = Optional.empty();
        Optional<String> loaded = Optional.empty();
        boolean scaleOnly = false;
        Optional<Path> recording = Optional.empty();
        String only = "";
        for (String argument : arguments) {
            if (argument.equals("--quick")) {
                rounds = 1;
                seconds = 1;
                warmUpSeconds = 1;
                documents = 500;
                actions = 4_000;
            } else if (argument.startsWith("--tools=")) {
                tools = Optional.of(Path.of(argument.substring("--tools=".length())));
            } else if (argument.startsWith("--database-url=")) {
                loaded = Optional.of(argument.substring("--database-url=".length()));
            } else if (argument.equals("--scale")) {
                scaleOnly = true;
            } else if (argument.startsWith("--jfr=")) {
                recording = Optional.of(
                        Path.of(argument.substring("--jfr=".length())).toAbsolutePath());
            } else if (argument.startsWith("--only=")) {
                only = argument.substring("--only=".length());
            } else {
                throw new IllegalArgumentException("unknown argument " + argument
                        + "; there are --quick, --scale, --database-url=URL, --only=NAME, --tools=FILE and --jfr=FILE");
            }
        }
        return new ReadPlan(
                rounds, seconds, warmUpSeconds, documents, actions, tools, loaded, scaleOnly, recording, only);
    }

    /** Of the comparison of sizes: what it measures is mostly the database, which needs no warm-up but differs from time to time. */
    ReadPlan ofScale() {
        return new ReadPlan(
                rounds == 1 ? 1 : rounds + 2,
                seconds,
                Math.min(10, warmUpSeconds),
                documents,
                actions,
                tools,
                loaded,
                scaleOnly,
                recording,
                only);
    }

    /** For what is to have been asked for often, but is not what is measured. */
    int oftenSeconds() {
        return Math.min(2 * seconds, warmUpSeconds);
    }
}
