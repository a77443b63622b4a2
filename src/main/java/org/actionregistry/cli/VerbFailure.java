package org.actionregistry.cli;

import java.util.List;
import org.actionregistry.failure.Violation;

/** Ends a verb with a message on standard error and an exit code. */
final class VerbFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final transient List<Violation> violations;

    VerbFailure(ExitCode exitCode, String message) {
        this(exitCode, message, List.of());
    }

    VerbFailure(ExitCode exitCode, String message, List<Violation> violations) {
        super(message, null, false, false);
        this.exitCode = exitCode;
        this.violations = List.copyOf(violations);
    }

    static VerbFailure usage(String message) {
        return new VerbFailure(ExitCode.USAGE, message);
    }

    ExitCode exitCode() {
        return exitCode;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    List<Violation> violations() {
        return violations;
    }
}
