package org.actionregistry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Halves of the machine's processors, one for what is loaded and one for who loads it: a client that asks for twice as much
 * would else leave less to answer it with, and a figure would say more of the client than of the server.
 */
enum Half {
    SERVED,
    CLIENTS;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /**
     * Moves this process, and what it starts from now on, to its half; what it has started stays where it is. Where there is one
     * processor only, that is all there is.
     *
     * @throws IOException when taskset(1), which every Linux has, is not there or does not do it
     */
    void take() throws IOException, InterruptedException {
        int half = CORES / 2;
        if (half == 0) {
            return;
        }
        String cores = this == SERVED ? "0-" + (half - 1) : half + "-" + (CORES - 1);
        List<String> command = List.of(
                "taskset",
                "--all-tasks",
                "--cpu-list",
                "--pid",
                cores,
                Long.toString(ProcessHandle.current().pid()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + output);
        }
    }
}
