package org.actionregistry.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.actionregistry.client.NamespaceEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "list",
        description = "List the namespaces that have been set.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class NamespacesListVerb implements Callable<Integer> {
    @ParentCommand
    private NamespacesVerb namespaces;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        Terminal terminal = namespaces.terminal();
        List<NamespaceEntry> all = server.maintenance(terminal).namespaces();
        if (output.json()) {
            all.forEach(namespace -> terminal.json(namespace.json()));
        } else {
            NamespacesVerb.print(terminal, all);
        }
        return ExitCode.YES.code();
    }
}
