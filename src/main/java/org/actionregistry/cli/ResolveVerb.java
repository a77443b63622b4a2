package org.actionregistry.cli;

import java.util.concurrent.Callable;
import org.actionregistry.action.Requirement;
import org.actionregistry.client.Resolved;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "resolve",
        description = "Find the version to use: the highest in a range, what a tag points to, or the latest.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ResolveVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(
            paramLabel = "NAME[@RANGE|@TAG]",
            description = "The action, and which of its versions will do: files.move@^1.2, files.move@stable.")
    private Requirement requirement;

    @Override
    public Integer call() {
        Terminal terminal = registry.terminal();
        Resolved found = server.resolveClient(terminal).resolve(requirement);
        if (output.json()) {
            terminal.json(found.json());
        } else {
            new Table()
                    .row("version", found.coordinate().toString())
                    .row("digest", found.hash())
                    .row("signed by", found.kid().orElse("-"))
                    .row("log index", Long.toString(found.logIndex()))
                    .row("status", found.status())
                    .print(terminal.out(), terminal.outColumns());
            found.skipped().forEach(each -> terminal.note("passed over: " + each));
        }
        LockVerb.warn(terminal, found);
        return ExitCode.YES.code();
    }
}
