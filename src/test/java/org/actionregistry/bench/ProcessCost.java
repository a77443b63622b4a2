package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has cost so far, as Linux counts it. */
record ProcessCost(long pid) {
    /** {@code USER_HZ}, which is 100 on every Linux that Java runs on (proc(5)). */
    private static final long TICKS_A_SECOND = 100;

    private static final int UTIME = 11;

    /** User and system time of all its threads, in microseconds. */
    long cpuMicros() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // The second field is the command in parentheses, which may hold blanks.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) * (1_000_000 / TICKS_A_SECOND);
    }

    /** The most memory that was resident at any time, in MiB. */
    double peakMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }
}
