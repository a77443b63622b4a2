package org.actionregistry.cli;

import java.io.BufferedInputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.actionregistry.failure.Violation;
import org.actionregistry.json.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * Where a verb reads and writes. Data goes to {@code out}, everything else to {@code err}; both are UTF-8 whatever the
 * locale, since what is printed may be hashed.
 *
 * @param outIsTerminal whether a person looks at {@code out}, rather than a program reading it
 * @param errIsTerminal whether a person looks at {@code err}
 * @param environment the environment variables
 */
record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment) {

    private static final int DEFAULT_COLUMNS = 80;
    private static final int STANDARD_OUT = 1;
    private static final int STANDARD_ERROR = 2;

    /** The streams and the environment of this process. */
    static Terminal ofProcess() {
        return new Terminal(
                // Buffered: reading all of a bare one asks for its position, which a pipe does not have.
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isTerminal(STANDARD_OUT),
                isTerminal(STANDARD_ERROR),
                System.getenv());
    }

    /** Linux tells the descriptors apart; elsewhere Java knows only of standard input and output together. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return consoleIsTerminal();
        }
    }

    /** Before Java 22 a console is there only with a terminal; since then it has to be asked. */
    private static boolean consoleIsTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException beforeJava22) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** How many columns a line of {@code out} may have; empty for any number, where no person looks at it. */
    OptionalInt outColumns() {
        return outIsTerminal ? OptionalInt.of(columns()) : OptionalInt.empty();
    }

    /** {@code COLUMNS}, or 80. */
    int columns() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS;
    }

    /** Prints one line of canonical JSON on {@code out}. */
    void json(@Nullable Object value) {
        out.writeBytes(CanonicalJson.encode(value));
        out.write('\n');
        out.flush();
    }

    /** Prints an error, and a line for each violation, on {@code err}. */
    void error(String message, List<Violation> violations) {
        err.println("error: " + Printable.of(message));
        for (Violation violation : violations) {
            String place = violation.path().isEmpty() ? "(the whole document)" : violation.path();
            err.println("  " + Printable.of(place + ": " + violation.message() + " [" + violation.rule() + "]"));
        }
    }

    /** Prints a remark on {@code err}. */
    void note(String message) {
        err.println(Printable.of(message));
    }
}
