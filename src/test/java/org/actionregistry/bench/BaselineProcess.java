package org.actionregistry.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link BaselineServer} that runs. */
final class BaselineProcess implements AutoCloseable {
    private static final String MARK = "port ";

    private final Process process;
    private final String kind;
    private int port;

    private BaselineProcess(Process process, String kind) {
        this.process = process;
        this.kind = kind;
    }

    /** Starts one with this process's class path; waits for nothing. */
    static BaselineProcess start(List<String> jvm, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BaselineServer.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new BaselineProcess(process, arguments[0]);
    }

    /** Where it listens; waits until it does. */
    int port() throws IOException {
        if (port == 0) {
            // Not closed: the process lives on, and would miss its output.
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            if (line == null || !line.startsWith(MARK)) {
                throw new IOException("the baseline server " + kind + " did not start: " + line);
            }
            port = Integer.parseInt(line.substring(MARK.length()));
        }
        return port;
    }

    ProcessCost cost() {
        return new ProcessCost(process.pid());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
