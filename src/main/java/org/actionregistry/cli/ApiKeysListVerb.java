package org.actionregistry.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.actionregistry.client.ApiKeyEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "list",
        description = "List the API keys, newest first, revoked ones too.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ApiKeysListVerb implements Callable<Integer> {
    @ParentCommand
    private ApiKeysVerb keys;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        Terminal terminal = keys.terminal();
        List<ApiKeyEntry> found = server.client(terminal).apiKeys();
        if (output.json()) {
            found.forEach(key -> terminal.json(key.json()));
        } else {
            ApiKeysVerb.print(terminal, found.stream());
        }
        return ExitCode.YES.code();
    }
}
