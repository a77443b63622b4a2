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
    private final Path log;
    private int port;

    private ServedJar(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it and waits until it listens. */
    static ServedJar start(Path jar, Path directory, Map<String, String> environment, Optional<Path> recording)
            throws IOException, InterruptedException {
        ServedJar served = launch(jar, directory, environment, recording);
        try {
            served.awaitPort();
            return served;
        } catch (IOException | InterruptedException failure) {
            served.process.destroyForcibly();
            throw failure;
        }
    }

    /**
     * Starts it and waits for nothing; {@link #awaitPort} is to follow.
     *
     * @param recording where to leave a profile (JFR) of the whole run
     */
    static ServedJar launch(Path jar, Path directory, Map<String, String> environment, Optional<Path> recording)
            throws IOException {
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
        return new ServedJar(builder.start(), log);
    }

    /** Waits until it listens. */
    void awaitPort() throws IOException, InterruptedException {
        for (int tries = START_SECONDS * 10; tries > 0; tries--) {
            Matcher matcher = LISTENING.matcher(Files.readString(log));
            if (matcher.find()) {
                port = Integer.parseInt(Optional.ofNullable(matcher.group(1)).orElseGet(() -> matcher.group(2)));
                return;
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
