package org.actionregistry.cli;

import java.util.concurrent.Callable;
import org.actionregistry.signing.KeyId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "show",
        description = "Show one key and what has become of it.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysShowVerb implements Callable<Integer> {
    @ParentCommand
    private KeysVerb keys;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "KID", description = "The key's id.")
    private KeyId kid;

    @Override
    public Integer call() {
        Terminal terminal = keys.terminal();
        KeyPrint.print(terminal, output.json(), server.keyClient(terminal).key(kid));
        return ExitCode.YES.code();
    }
}
