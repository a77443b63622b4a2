package org.actionregistry.cli;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.actionregistry.client.ApiKeyEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "revoke",
        description = "Revoke an API key, once and for all; no server takes it a second later.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ApiKeysRevokeVerb implements Callable<Integer> {
    @ParentCommand
    private ApiKeysVerb keys;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "ID", description = "The part of the key between areg_ and the next _.")
    private String id;

    @Override
    public Integer call() {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}") || id.startsWith("areg_")) {
            // What was pasted may be the key itself, which belongs neither into a URL nor on the screen.
            throw VerbFailure.usage("give the id of the key, the part between areg_ and the next _");
        }
        Terminal terminal = keys.terminal();
        ApiKeyEntry revoked = server.client(terminal).revokeApiKey(id);
        if (output.json()) {
            terminal.json(revoked.json());
        } else {
            ApiKeysVerb.print(terminal, Stream.of(revoked));
        }
        return ExitCode.YES.code();
    }
}
