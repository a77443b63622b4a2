package org.actionregistry.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs {@code wrk} with {@code bench/wrk.lua}, which sends prepared requests in their order and says what came of them.
 *
 * @param requests a file of one request a line: path, and a tab and an entity tag where it is conditional
 */
record Wrk(Path script, Path requests, String apiKey) {
    private static final String MARK = "RESULT ";

    /**
     * What one run measured.
     *
     * @param cpuMicros of the server's process, a request
     * @param p50Ms median latency
     */
    record Sample(double perSecond, double cpuMicros, double p50Ms, double p99Ms) {}

    Sample run(int port, ProcessCost server, int connections, int seconds) throws IOException, InterruptedException {
        double before = server.cpuMicros();
        long[] result = launch(port, connections, seconds);
        double cpu = server.cpuMicros() - before;
        long answered = result[0];
        if (result[2] > 0 || answered == 0) {
            throw new IOException(result[2] + " of " + answered + " requests failed");
        }
        return new Sample(answered * 1e6 / result[1], cpu / answered, result[3] / 1e3, result[4] / 1e3);
    }

    private long[] launch(int port, int connections, int seconds) throws IOException, InterruptedException {
        Path output = Files.createTempFile("wrk", ".txt");
        try {
            Process wrk = new ProcessBuilder(List.of(
                            "wrk",
                            "-t2",
                            "-c" + connections,
                            "-d" + seconds + "s",
                            "--timeout",
                            "10s",
                            "-s",
                            script.toString(),
                            "http://127.0.0.1:" + port,
                            "--",
                            requests.toString(),
                            apiKey))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = wrk.waitFor();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            int at = text.indexOf(MARK);
            if (status != 0 || at < 0) {
                throw new IOException("wrk failed: " + text);
            }
            String[] words = text.substring(at + MARK.length())
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .split(" ", -1);
            long[] numbers = new long[words.length];
            for (int i = 0; i < words.length; i++) {
                numbers[i] = Long.parseLong(words[i]);
            }
            return numbers;
        } finally {
            Files.delete(output);
        }
    }
}
