package org.actionregistry.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rounds of one case: what clients get that wait for each answer, the peak of what many connections get, then twice and four times
 * as much from the same.
 */
final class OverloadRounds {
    private static final int CLOSED_CLIENTS = 64;

    /** Of what the closed loop gets: about there many connections get the most. */
    private static final double[] NEAR_PEAK = {0.8, 1.0};

    /** More than are under way at once when nothing is answered for a third of a second at the highest rate. */
    private static final int CONNECTIONS = 2_000;

    /** Above every peak: each connection has its next request at once. */
    private static final int WITHOUT_PAUSE = 60_000;

    /** More publishes a second than any server here can do. */
    private static final int MOST_DONE = 6_000;

    private final int rounds;
    private final int seconds;
    private final Report report;

    /** @param seconds that each load lasts */
    OverloadRounds(int rounds, int seconds, Report report) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.report = report;
    }

    void run(OverloadCase each, ServedJar server, String apiKey, RequestSource requests)
            throws IOException, InterruptedException {
        Series closed = new Series();
        Series peaks = new Series();
        Map<Integer, Figures> loads = new TreeMap<>(Map.of(2, new Figures(), 4, new Figures()));
        run(server, CLOSED_CLIENTS, WITHOUT_PAUSE, requests);
        double first = run(server, CLOSED_CLIENTS, WITHOUT_PAUSE, requests).goodput();
        run(server, CONNECTIONS, 2 * first, requests);
        for (int round = 0; round < rounds; round++) {
            closed.add(run(server, CLOSED_CLIENTS, WITHOUT_PAUSE, requests).goodput());
            double peak = 0;
            for (double share : NEAR_PEAK) {
                peak = Math.max(
                        peak,
                        run(server, CONNECTIONS, share * closed.latest(), requests)
                                .goodput());
            }
            peaks.add(peak);
            for (Map.Entry<Integer, Figures> load : loads.entrySet()) {
                ServerTimes before = ServerTimes.read(server.port(), apiKey, each.operation());
                double cpu = server.cost().cpuMicros();
                Tally tally = run(server, CONNECTIONS, load.getKey() * peaks.latest(), requests);
                load.getValue().cpu.add((server.cost().cpuMicros() - cpu) / 1e6 / seconds);
                ServerTimes after = ServerTimes.read(server.port(), apiKey, each.operation());
                load.getValue().add(peaks.latest(), closed.latest(), tally, after.shareSince(before, 0.5));
                System.err.printf(
                        "%s at %d times the peak of %.0f/s: goodput %.2f, answers by status %s, p99 %.0f ms%n",
                        each,
                        load.getKey(),
                        peaks.latest(),
                        tally.goodput() / peaks.latest(),
                        tally.statuses(),
                        tally.accepted().percentileMs(99));
            }
        }
        String what = each.name().toLowerCase(Locale.ROOT);
        report.row(what + "/s, closed loop of " + CLOSED_CLIENTS, "", closed.format(0));
        report.row(what + "/s, over " + CONNECTIONS + " connections: the peak", "", peaks.format(0));
        loads.forEach((factor, figures) -> figures.report(what + ", " + factor + " x the peak: ", report));
        report.row(
                what + ": the server's resident memory at most, MiB",
                "<= 350",
                String.format(Locale.ROOT, "%.0f", server.cost().peakMebibytes()));
    }

    /** On connections of its own: the server closes those that are silent for long. */
    private Tally run(ServedJar server, int connections, double perSecond, RequestSource requests) throws IOException {
        requests.prepare((int) Math.min(perSecond, MOST_DONE) * seconds);
        try (OpenLoop load = OpenLoop.connect(server.port(), connections)) {
            return load.run(perSecond, seconds, requests);
        }
    }

    /** What came out of one load in all rounds. */
    private static final class Figures {
        private final Series goodput = new Series();
        private final Series goodputToClosed = new Series();
        private final Series accepted50 = new Series();
        private final Series accepted99 = new Series();
        private final Series sent99 = new Series();
        private final Series withinHalf = new Series();
        private final Series refused50 = new Series();
        private final Series refused99 = new Series();
        private final Series refusedSent99 = new Series();
        private final Series late99 = new Series();
        private final Series probe99 = new Series();
        private final Series unsent = new Series();
        private final Series others = new Series();
        private final Series cpu = new Series();

        void add(double peak, double closed, Tally tally, double within) {
            goodput.add(tally.goodput() / peak);
            goodputToClosed.add(tally.goodput() / closed);
            accepted50.add(tally.accepted().percentileMs(50));
            accepted99.add(tally.accepted().percentileMs(99));
            sent99.add(tally.acceptedSent().percentileMs(99));
            withinHalf.add(100 * within);
            refused50.add(tally.refused().percentileMs(50));
            refused99.add(tally.refused().percentileMs(99));
            refusedSent99.add(tally.refusedSent().percentileMs(99));
            late99.add(tally.late().percentileMs(99));
            probe99.add(tally.probes().percentileMs(99));
            unsent.add(tally.unsentCount());
            others.add(tally.others());
        }

        void report(String at, Report report) {
            report.row(at + "goodput to peak", ">= 0.90", goodput.format(2));
            report.row(at + "goodput to the closed loop", ">= 0.90", goodputToClosed.format(2));
            report.row(at + "accepted, p50 from when due, ms", "", accepted50.format(0));
            report.row(at + "accepted, p99 from when due, ms", "< 1000", accepted99.format(0));
            report.row(at + "accepted, p99 from when sent, ms", "", sent99.format(0));
            report.row(at + "accepted within 500 ms by the server's clock, %", "", withinHalf.format(1));
            report.row(at + "refused, p50 from when due, ms", "", refused50.format(1));
            report.row(at + "refused, p99 from when due, ms", "at once", refused99.format(0));
            report.row(at + "refused, p99 from when sent, ms", "", refusedSent99.format(0));
            report.row(at + "the client itself was late, p99, ms", "", late99.format(0));
            report.row(at + "an event loop answered a probe, p99, ms", "", probe99.format(0));
            report.row(at + "not sent for lack of a connection", "0", unsent.format(0));
            report.row(at + "neither 2xx nor 429 nor 503", "0", others.format(0));
            report.row(at + "processors the server used", "", cpu.format(2));
        }
    }
}
