package org.actionregistry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.actionregistry.action.ActionName;
import org.actionregistry.client.NamespaceEntry;
import org.actionregistry.signing.KeyId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "set",
        description = {
            "Say who may write and sign in a namespace, and in those below it that have not been set.",
            "The lists given replace those before; without any --owner, roles alone decide, without any --key, every"
                    + " trusted key signs."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class NamespacesSetVerb implements Callable<Integer> {
    @ParentCommand
    private NamespacesVerb namespaces;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "NS", description = "The namespace.")
    private ActionName namespace;

    @Option(names = "--owner", paramLabel = "ID", description = "A principal, as whoami shows it; may be given again.")
    private List<String> owners = new ArrayList<>();

    @Option(names = "--key", paramLabel = "KID", description = "A signing key; may be given again.")
    private List<KeyId> kids = new ArrayList<>();

    @Override
    public Integer call() {
        Terminal terminal = namespaces.terminal();
        NamespaceEntry now = server.maintenance(terminal)
                .setNamespace(namespace, owners, kids.stream().map(KeyId::value).toList());
        if (output.json()) {
            terminal.json(now.json());
        } else {
            NamespacesVerb.print(terminal, List.of(now));
        }
        return ExitCode.YES.code();
    }
}
