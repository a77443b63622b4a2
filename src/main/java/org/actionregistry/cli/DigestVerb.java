package org.actionregistry.cli;

import java.util.concurrent.Callable;
import org.actionregistry.signing.Digest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "digest",
        description = "Print a JSON document's digest: SHA-256 over its canonical form.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DigestVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Parameters(paramLabel = "FILE", defaultValue = "-", description = "The document; - or nothing: standard input.")
    private String file;

    @Override
    public Integer call() {
        Terminal terminal = registry.terminal();
        terminal.out().println(Digest.of(InputDocument.read(file, terminal).canonical()));
        return ExitCode.YES.code();
    }
}
