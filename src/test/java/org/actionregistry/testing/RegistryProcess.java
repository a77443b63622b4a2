package org.actionregistry.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fat jar in a process of its own, started in a directory of its own with nothing in its environment but what the test
 * puts there. To be closed.
 */
public final class RegistryProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("(?m)^(\\{.*The registry is listening.*})$");
    private static final Pattern PORT = Pattern.compile("\"port\":\\s*\"(\\d+)\"");

    private final Process process;
    private final Path out;
    private final Path err;

    private RegistryProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What a run came to. */
    public record Result(int exitCode, String out, String err) {}

    /** Starts {@code java -jar action-registry.jar arguments}. */
    public static RegistryProcess start(Path directory, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // These runs are short: what the second compiler would gain comes too late.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-jar",
                Objects.requireNonNull(System.getProperty("registry.jar"), "registry.jar")));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(directory, "stdout", ".log");
            Path err = Files.createTempFile(directory, "stderr", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new RegistryProcess(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a verb to its end. */
    public static Result run(Path directory, Map<String, String> environment, String... arguments) {
        try (RegistryProcess process = start(directory, environment, arguments)) {
            return process.result();
        }
    }

    /** Waits for its end. */
    public Result result() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("it ends; on stderr: %s", err())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Result(process.exitValue(), out(), err());
    }

    /** What a whole line of stdout or stderr has in the group of {@code pattern}, as soon as there is one. */
    public String awaitLine(Pattern pattern) {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<String> found = find(pattern);
            if (found.isPresent()) {
                return found.get();
            }
            assertThat(process.isAlive() && Instant.now().isBefore(giveUp))
                    .as("a line like %s; stdout: %s; stderr: %s", pattern, out(), err())
                    .isTrue();
            endsWithin(Duration.ofMillis(50));
        }
    }

    /** The port that {@code serve} listens on, as soon as it does. */
    public int awaitPort() {
        String line = awaitLine(LISTENING);
        Matcher port = PORT.matcher(line);
        assertThat(port.find()).as(line).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private Optional<String> find(Pattern pattern) {
        Matcher matcher = pattern.matcher(out() + "\n" + err());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private boolean endsWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends SIGTERM and waits for the end. */
    public Result terminate() {
        process.destroy();
        return result();
    }

    /** Sends SIGKILL and waits for the end. */
    public void kill() {
        process.destroyForcibly();
        result();
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
