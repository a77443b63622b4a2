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
    private final int port;

    private BaselineProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one with this process's class path, and waits until it listens. */
    static BaselineProcess start(List<String> jvm, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BaselineServer.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null || !line.startsWith(MARK)) {
            process.destroyForcibly();
            throw new IOException("the baseline server " + arguments[0] + " did not start: " + line);
        }
        return new BaselineProcess(process, Integer.parseInt(line.substring(MARK.length())));
    }

    int port() {
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
