package org.actionregistry.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.actionregistry.action.ActionName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "list",
        description = "List an action's tags, latest among them.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TagListVerb implements Callable<Integer> {
    @ParentCommand
    private TagVerb tags;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "NAME", description = "The action.")
    private ActionName name;

    @Override
    public Integer call() {
        Terminal terminal = tags.terminal();
        Map<String, String> distTags = server.client(terminal).action(name).distTags();
        if (output.json()) {
            terminal.json(Map.copyOf(distTags));
            return ExitCode.YES.code();
        }
        Table table = new Table().row("TAG", "VERSION");
        distTags.forEach(table::row);
        table.print(terminal.out(), terminal.outColumns());
        return ExitCode.YES.code();
    }
}
