package org.actionregistry.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How much is measured.
 *
 * @param warmUps rounds of publishes that are not counted: the compilers need some 70,000 publishes until they rest
 * @param rounds of each figure, interleaved
 * @param publishes a round
 * @param seconds a round of what runs for a time
 * @param large how many leaves the large log has
 * @param batches appended to each log
 * @param proofs asked of each log
 * @param logs whether appends and proofs are measured as well
 * @param recording where to leave the server's profile (JFR)
 */
record Plan(
        int warmUps,
        int rounds,
        int publishes,
        int seconds,
        long large,
        int batches,
        int proofs,
        boolean logs,
        Optional<Path> recording) {
    static final int CLIENTS = 64;
    static final long SMALL = 10_000;

    /** @throws IllegalArgumentException when an argument is unknown */
    static Plan of(String... arguments) {
        Plan plan = new Plan(8, 3, 10_000, 5, 1_000_000, 200, 1_000, true, Optional.empty());
        boolean logs = true;
        Optional<Path> recording = Optional.empty();
        for (String argument : arguments) {
            if (argument.equals("--quick")) {
                plan = new Plan(3, 1, 5_000, 3, 100_000, 40, 200, true, Optional.empty());
            } else if (argument.equals("--publishes")) {
                logs = false;
            } else if (argument.startsWith("--jfr=")) {
                recording = Optional.of(
                        Path.of(argument.substring("--jfr=".length())).toAbsolutePath());
            } else {
                throw new IllegalArgumentException(
                        "unknown argument " + argument + "; there are --quick, --publishes and --jfr=FILE");
            }
        }
        return new Plan(
                plan.warmUps,
                plan.rounds,
                plan.publishes,
                plan.seconds,
                plan.large,
                plan.batches,
                plan.proofs,
                logs,
                recording);
    }
}
