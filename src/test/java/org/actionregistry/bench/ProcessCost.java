package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has cost so far. */
record ProcessCost(long pid) {
    /** User and system time of all its threads, in microseconds. */
    double cpuMicros() {
        return CpuTime.of(ProcessHandle.of(pid).orElseThrow()).micros();
    }

    /** The most memory that was resident at any time, in MiB, as Linux counts it (proc(5)). */
    double peakMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }
}
