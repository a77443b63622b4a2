package org.actionregistry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the command line as a shell would, in a directory of its own, and keeps what it printed. */
final class Shell {
    /** What came of one command. */
    record Result(
            int exitCode,
            @SuppressWarnings("ArrayRecordComponent") byte[] bytes,
            String err) {
        String out() {
            return new String(bytes, UTF_8);
        }

        List<String> outLines() {
            return out().lines().toList();
        }

        List<String> errLines() {
            return err.lines().toList();
        }
    }

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private byte[] in = new byte[0];
    private boolean outIsTerminal;
    private boolean errIsTerminal;

    /** @param directory where {@link #file} puts files */
    Shell(Path directory) {
        this.directory = directory;
    }

    Shell env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Shell stdin(String text) {
        in = text.getBytes(UTF_8);
        return this;
    }

    /** A person looks at standard output and standard error. */
    Shell watched() {
        outIsTerminal = true;
        errIsTerminal = true;
        return this;
    }

    Shell errWatched() {
        errIsTerminal = true;
        return this;
    }

    /** Writes a file and returns its path, as an argument. */
    String file(String name, String content) {
        return file(name, content.getBytes(UTF_8));
    }

    String file(String name, byte[] content) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of a file that may not exist. */
    String path(String name) {
        return directory.resolve(name).toString();
    }

    Result run(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(in),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                outIsTerminal,
                errIsTerminal,
                environment);
        int exitCode = RegistryCommand.commandLine(terminal)
                .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        return new Result(exitCode, out.toByteArray(), err.toString(UTF_8));
    }
}
