package org.actionregistry.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.actionregistry.action.ActionName;
import org.actionregistry.client.NamespaceEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "show",
        description = "Show who may write and sign in a namespace.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class NamespacesShowVerb implements Callable<Integer> {
    @ParentCommand
    private NamespacesVerb namespaces;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "NS", description = "The namespace.")
    private ActionName namespace;

    @Override
    public Integer call() {
        Terminal terminal = namespaces.terminal();
        NamespaceEntry found = server.maintenance(terminal).namespace(namespace);
        if (output.json()) {
            terminal.json(found.json());
        } else {
            NamespacesVerb.print(terminal, List.of(found));
        }
        return ExitCode.YES.code();
    }
}
