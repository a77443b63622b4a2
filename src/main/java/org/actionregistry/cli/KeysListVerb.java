package org.actionregistry.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.actionregistry.client.RegistryKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "list",
        description = "List the keys. With -o json the list is one array, which 'verify --trusted-keys' reads.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysListVerb implements Callable<Integer> {
    @ParentCommand
    private KeysVerb keys;

    @Mixin
    private ServerOptions server;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "table for people (the default), json for programs: one array.")
    private OutputOption.Format format = OutputOption.Format.TABLE;

    @Override
    public Integer call() {
        Terminal terminal = keys.terminal();
        List<RegistryKey> all = server.keyClient(terminal).keys();
        if (format == OutputOption.Format.JSON) {
            terminal.json(all.stream().map(RegistryKey::json).toList());
            return ExitCode.YES.code();
        }
        Table table = new Table().row("KID", "STATE", "SOURCE", "ADDED", "WITHDRAWN", "REASON", "PUBLIC KEY");
        for (RegistryKey key : all) {
            table.row(
                    key.kid().value(),
                    key.state(),
                    key.source(),
                    key.optionalText("added_at").orElse("-"),
                    key.optionalText("revoked_at")
                            .or(() -> key.optionalText("retired_at"))
                            .orElse("-"),
                    key.optionalText("revocation_reason").orElse("-"),
                    key.publicKey().toString());
        }
        table.print(terminal.out(), terminal.outColumns());
        return ExitCode.YES.code();
    }
}
