package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What nobody has used of the machine's cores, as Linux counts it (proc(5), {@code /proc/stat}). */
final class IdleTime {
    /** The field behind user, nice and system time; waiting for a disk counts as idle too, and stands next. */
    private static final int IDLE = 4;

    private static final int WAITING = 5;
    /** {@code USER_HZ}: fixed at 100 for all that Linux shows to programs. */
    private static final double TICK_MICROS = 10_000;

    private IdleTime() {}

    /** Of all cores together, since the machine started, in microseconds; counted in steps of 10,000. */
    static double micros() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
        return (Long.parseLong(fields[IDLE]) + Long.parseLong(fields[WAITING])) * TICK_MICROS;
    }

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
