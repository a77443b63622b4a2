package org.actionregistry.cli;

import java.util.List;

/** Entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        int exitCode = RegistryCommand.commandLine(terminal).execute(args);
        // A full disk must not pass for success; PrintStream only tells when asked.
        if (terminal.out().checkError() && exitCode == ExitCode.YES.code()) {
            terminal.error("standard output could not be written", List.of());
            exitCode = ExitCode.SERVER.code();
        }
        System.exit(exitCode);
    }
}
