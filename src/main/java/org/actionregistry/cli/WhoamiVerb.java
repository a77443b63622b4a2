package org.actionregistry.cli;

import java.util.concurrent.Callable;
import org.actionregistry.client.Caller;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "whoami",
        description = "Show who the registry takes you for, and what you may do.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class WhoamiVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        Terminal terminal = registry.terminal();
        Caller caller = server.client(terminal).whoami();
        if (output.json()) {
            terminal.json(caller.json());
        } else {
            new Table()
                    .row("ID", "NAME", "ROLE", "NAMESPACES")
                    .row(caller.id(), caller.name(), caller.role(), ApiKeysVerb.places(caller.namespaces()))
                    .print(terminal.out(), terminal.outColumns());
        }
        return ExitCode.YES.code();
    }
}
