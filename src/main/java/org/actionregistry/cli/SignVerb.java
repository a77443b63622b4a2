package org.actionregistry.cli;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.SemanticVersion;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "sign",
        description = {
            "Sign a manifest; prints a signed record as one line of JSON.",
            "The coordinate comes from the options or from the manifest, and is always written into what is signed."
        },
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SignVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Parameters(paramLabel = "FILE", description = "The manifest; - for standard input.")
    private String file;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private SigningKey key;

    @Option(names = "--name", paramLabel = "NAME", description = "The action's name.")
    private Optional<ActionName> name = Optional.empty();

    @Option(names = "--version", paramLabel = "VERSION", description = "The action's version.")
    private Optional<SemanticVersion> version = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Where the record goes; default: standard output.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    // Only -V here: --version is the action's.
    @Option(names = "-V", versionHelp = true, description = "Print the program's version and exit.")
    private boolean programVersion;

    @Override
    public Integer call() {
        Terminal terminal = registry.terminal();
        LocalManifest manifest = LocalManifest.of(InputDocument.read(file, terminal), name, version);
        byte[] record = manifest.signedBy(key.signer()).toLine();
        ByteArrayOutputStream line = new ByteArrayOutputStream(record.length + 1);
        line.writeBytes(record);
        line.write('\n');
        if (out.isPresent()) {
            FileOutput.replace(out.get(), line.toByteArray());
        } else {
            terminal.out().writeBytes(line.toByteArray());
            terminal.out().flush();
        }
        return ExitCode.YES.code();
    }
}
