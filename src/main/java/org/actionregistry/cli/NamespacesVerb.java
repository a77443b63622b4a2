package org.actionregistry.cli;

import java.util.List;
import org.actionregistry.client.NamespaceEntry;
import picocli.CommandLine.Command;

@Command(
        name = "namespaces",
        description = "Who may write and sign where; set is for administrators and owners.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {NamespacesListVerb.class, NamespacesShowVerb.class, NamespacesSetVerb.class})
final class NamespacesVerb extends VerbGroup {
    static void print(Terminal terminal, List<NamespaceEntry> namespaces) {
        Table table = new Table().row("NAMESPACE", "OWNERS", "KEYS", "LOG INDEX");
        namespaces.forEach(namespace -> table.row(
                namespace.namespace(),
                either(namespace.owners(), "whoever has the role"),
                either(namespace.kids(), "all trusted"),
                Long.toString(namespace.logIndex())));
        table.print(terminal.out(), terminal.outColumns());
    }

    private static String either(List<String> some, String none) {
        return some.isEmpty() ? none : String.join(",", some);
    }
}
