package org.actionregistry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code serve} of the fat jar, in a process of its own. */
final class ServedJar implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("\"port\":\\s*\"(\\d+)\".*The registry is listening"
            + "|The registry is listening.*\"port\":\\s*\"(\\d+)\"");
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 60;

    private final Process process;
    private final int port;

    private ServedJar(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param recording where to leave a profile (JFR) of the whole run
     */
    static ServedJar start(Path jar, Path directory, Map<String, String> environment, Optional<Path> recording)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        recording.ifPresent(file -> command.add("-XX:StartFlightRecording=settings=profile,filename=" + file));
        command.addAll(List.of("-jar", jar.toString(), "serve"));
        Path log = directory.resolve("serve.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return new ServedJar(process, awaitPort(process, log));
        } catch (IOException | InterruptedException failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    private static int awaitPort(Process process, Path log) throws IOException, InterruptedException {
        for (int tries = START_SECONDS * 10; tries > 0; tries--) {
            Matcher matcher = LISTENING.matcher(Files.readString(log));
            if (matcher.find()) {
                return Integer.parseInt(Optional.ofNullable(matcher.group(1)).orElseGet(() -> matcher.group(2)));
            }
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IOException("the server did not start: " + Files.readString(log));
    }

    int port() {
        return port;
    }

    CpuTime cpuTime() {
        return CpuTime.of(process.toHandle());
    }

    ProcessCost cost() {
        return new ProcessCost(process.pid());
    }

    /** Drains it. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
