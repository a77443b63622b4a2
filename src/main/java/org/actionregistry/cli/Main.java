package org.actionregistry.cli;

import java.util.Arrays;
import java.util.List;

/** Entry point. */
public final class Main {
    /** Netty's own events in JFR: offering them loads all of JFR, a sixth of the processor time of a start. */
    private static final String NETTY_EVENTS = "io.netty.jfr.enabled";

    private Main() {}

    public static void main(String[] args) {
        setUnlessGiven(NETTY_EVENTS, "false");
        Terminal terminal = Terminal.ofProcess();
        int exitCode = run(terminal, args);
        // A full disk must not pass for success; PrintStream only tells when asked.
        if (terminal.out().checkError() && exitCode == ExitCode.YES.code()) {
            terminal.error("standard output could not be written", List.of());
            exitCode = ExitCode.SERVER.code();
        }
        System.exit(exitCode);
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** A bare {@code serve}, as a container runs it, has nothing to parse; reading all verbs would take longer than its start. */
    private static int run(Terminal terminal, String... args) {
        return Arrays.equals(args, new String[] {ServeVerb.NAME})
                ? ServeVerb.serve(terminal)
                : RegistryCommand.commandLine(terminal).execute(args);
    }
}
