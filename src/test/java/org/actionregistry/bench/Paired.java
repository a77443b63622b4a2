package org.actionregistry.bench;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** One kind of request, sent in turns to the registry and to what it is compared with. */
final class Paired {
    /** One side of a comparison. */
    record Side(int port, ProcessCost cost, Wrk load) {}

    private final String what;
    private final Side registry;
    private final Side baseline;
    private final int connections;
    private final Series perSecond = new Series();
    private final Series baselinePerSecond = new Series();
    private final Series cpu = new Series();
    private final Series baselineCpu = new Series();
    private final Series p50 = new Series();
    private final Series p99 = new Series();
    private final Series speedRatio = new Series();
    private final Series cpuRatio = new Series();

    Paired(String what, int connections, Side registry, Side baseline) {
        this.what = what;
        this.connections = connections;
        this.registry = registry;
        this.baseline = baseline;
    }

    boolean isNamed(String beginning) {
        return what.startsWith(beginning);
    }

    /** Lets the compilers see what they have not seen yet, of both sides. */
    void warmUp(int seconds, Set<Side> warm) throws IOException, InterruptedException {
        for (Side side : List.of(registry, baseline)) {
            if (warm.add(side)) {
                measure(side, seconds);
            }
        }
    }

    /** @param registryFirst turned around from round to round, so that neither side always meets the warmer machine */
    void round(int seconds, boolean registryFirst) throws IOException, InterruptedException {
        Wrk.Sample theirs = registryFirst ? null : measure(baseline, seconds);
        Wrk.Sample ours = measure(registry, seconds);
        if (theirs == null) {
            theirs = measure(baseline, seconds);
        }
        perSecond.add(ours.perSecond());
        cpu.add(ours.cpuMicros());
        p50.add(ours.p50Ms());
        p99.add(ours.p99Ms());
        baselinePerSecond.add(theirs.perSecond());
        baselineCpu.add(theirs.cpuMicros());
        speedRatio.add(ours.perSecond() / theirs.perSecond());
        cpuRatio.add(ours.cpuMicros() / theirs.cpuMicros());
    }

    private Wrk.Sample measure(Side side, int seconds) throws IOException, InterruptedException {
        return side.load.run(side.port, side.cost, connections, seconds);
    }

    /**
     * @param speedTarget of the ratio of requests a second, empty where there is none
     * @param cpuTarget of the ratio of CPU a request
     */
    void describe(Report report, String speedTarget, String cpuTarget) {
        report.row(what + ", requests/s", "", perSecond.format(0));
        report.row(what + ", baseline, requests/s", "", baselinePerSecond.format(0));
        report.row(what + ", to baseline", speedTarget, speedRatio.format(2));
        report.row(what + ", CPU us a request", "", cpu.format(1));
        report.row(what + ", baseline, CPU us a request", "", baselineCpu.format(1));
        report.row(what + ", CPU to baseline", cpuTarget, cpuRatio.format(2));
        report.row(what + ", p50 ms", "", p50.format(2));
        report.row(what + ", p99 ms", "", p99.format(2));
    }
}
