package org.actionregistry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "canonicalize",
        description = "Print a JSON document's canonical form (RFC 8785): the exact bytes, no line end added.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CanonicalizeVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Parameters(paramLabel = "FILE", defaultValue = "-", description = "The document; - or nothing: standard input.")
    private String file;

    @Override
    public Integer call() {
        Terminal terminal = registry.terminal();
        terminal.out().writeBytes(InputDocument.read(file, terminal).canonical());
        terminal.out().flush();
        return ExitCode.YES.code();
    }
}
