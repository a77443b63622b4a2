package org.actionregistry.cli;

import java.util.List;
import org.actionregistry.app.BadSetting;
import org.actionregistry.app.StartFailure;
import org.actionregistry.client.ClientFailure;
import org.actionregistry.client.RegistryError;
import picocli.CommandLine;

/** Says on standard error why a verb did not do what it was asked to, in one line and without a stack trace. */
final class FailureReport implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    private static final int UNAUTHENTICATED = 401;

    private final Terminal terminal;

    FailureReport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine verb, CommandLine.ParseResult parsed) {
        return report(failure);
    }

    /** Says what {@code failure} means, and returns the exit code for it. */
    int report(Exception failure) {
        if (failure instanceof VerbFailure known) {
            terminal.error(known.message(), known.violations());
            return known.exitCode().code();
        }
        if (failure instanceof ClientFailure known) {
            reportClient(known);
            return ExitCode.of(known).code();
        }
        if (failure instanceof BadSetting bad) {
            terminal.error(String.valueOf(bad.getMessage()), List.of());
            return ExitCode.USAGE.code();
        }
        if (failure instanceof StartFailure known) {
            terminal.error(String.valueOf(known.getMessage()), List.of());
            return ExitCode.SERVER.code();
        }
        terminal.error("unexpected failure, please report it: " + failure, List.of());
        return ExitCode.SERVER.code();
    }

    private void reportClient(ClientFailure failure) {
        if (!(failure instanceof RegistryError error)) {
            terminal.error(failure.message(), List.of());
            return;
        }
        terminal.error(error.message() + " (" + error.code() + ")", error.violations());
        if (error.status() == UNAUTHENTICATED) {
            terminal.note("  give an API key with --api-key or " + ServerOptions.API_KEY_VARIABLE);
        }
    }

    @Override
    public int handleParseException(CommandLine.ParameterException failure, String[] arguments) {
        String verb = failure.getCommandLine().getCommandSpec().qualifiedName();
        String message = String.valueOf(failure.getMessage());
        // picocli begins some of its messages, not all, with what terminal.error begins every one with.
        terminal.error(message.startsWith("Error: ") ? message.substring("Error: ".length()) : message, List.of());
        terminal.note("  see '" + verb + " --help'");
        return ExitCode.USAGE.code();
    }
}
