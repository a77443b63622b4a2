package org.actionregistry.bench;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * The processor time of a process, or of all its children. On a machine that others use as well it says more than a rate: it does
 * not grow because one has to wait.
 */
final class CpuTime {
    private final ProcessHandle process;
    private final boolean withChildren;

    private CpuTime(ProcessHandle process, boolean withChildren) {
        this.process = process;
        this.withChildren = withChildren;
    }

    static CpuTime of(ProcessHandle process) {
        return new CpuTime(process, false);
    }

    /** Of a server that has a process a connection, all of which go on living. */
    static CpuTime withChildren(long pid) {
        return new CpuTime(ProcessHandle.of(pid).orElseThrow(), true);
    }

    /** Since the processes started, in microseconds; the system counts in steps of 10,000. */
    double micros() {
        Stream<ProcessHandle> processes =
                withChildren ? Stream.concat(Stream.of(process), process.descendants()) : Stream.of(process);
        return processes
                        .mapToLong(each -> each.info()
                                .totalCpuDuration()
                                .map(Duration::toNanos)
                                .orElse(0L))
                        .sum()
                / 1e3;
    }
}
