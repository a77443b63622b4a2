package org.actionregistry.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.client.RegistryClient;
import org.actionregistry.client.SignedRecord;
import org.actionregistry.client.Signer;
import org.actionregistry.json.StrictJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "publish",
        description = {
            "Publish manifests and signed records.",
            "Manifests are signed here with --key and --kid; records, as 'sign' writes them, are sent as they are.",
            "What is published already, signed by the same key, is no error. Failures do not stop the others; the exit"
                    + " code is the most serious of all."
        },
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PublishVerb implements Callable<Integer> {
    private static final int MAX_CONCURRENCY = 256;

    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "A manifest or record (.json), lines of them (.ndjson, .jsonl), or a directory with such files.")
    private List<Path> paths;

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    private @Nullable SigningKey key;

    @Option(names = "--name", paramLabel = "NAME", description = "The name of a single manifest that has none.")
    private Optional<ActionName> name = Optional.empty();

    @Option(names = "--version", paramLabel = "VERSION", description = "The version of a single manifest.")
    private Optional<SemanticVersion> version = Optional.empty();

    @Option(names = "--dry-run", description = "Have everything checked by the registry, publish nothing.")
    private boolean dryRun;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many requests at a time, 1 to 256; default: 16.")
    private int concurrency;

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
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw VerbFailure.usage("--concurrency is 1 to " + MAX_CONCURRENCY + ", not " + concurrency);
        }
        PublishSources sources = PublishSources.of(paths);
        if ((name.isPresent() || version.isPresent()) && !sources.isSingleDocument()) {
            throw VerbFailure.usage("--name and --version are for a single manifest");
        }
        Optional<Signer> signer = Optional.ofNullable(key).map(SigningKey::signer);
        return publish(sources, signer).code();
    }

    private ExitCode publish(PublishSources sources, Optional<Signer> signer) {
        Terminal terminal = registry.terminal();
        RegistryClient client = server.client(terminal);
        OptionalLong total = terminal.errIsTerminal() ? OptionalLong.of(sources.count()) : OptionalLong.empty();
        try (PublishReport report = new PublishReport(terminal, output.json(), total)) {
            new PublishRun(
                            document -> record(document, signer),
                            record -> client.publishAsync(record, dryRun),
                            concurrency,
                            report)
                    .all(sources);
            return report.exitCode();
        }
    }

    private SignedRecord record(InputDocument document, Optional<Signer> signer) {
        if (isRecord(document)) {
            SignedRecord record = document.signedRecord();
            refuseOther(
                    document,
                    name.map(ActionName::value),
                    record.coordinate().name().value());
            refuseOther(
                    document,
                    version.map(SemanticVersion::toString),
                    record.coordinate().version().toString());
            return record;
        }
        LocalManifest manifest = LocalManifest.of(document, name, version);
        return manifest.signedBy(signer.orElseThrow(() -> VerbFailure.usage(
                document.origin() + ": is an unsigned manifest; --key and --kid are needed to sign it")));
    }

    private static void refuseOther(InputDocument document, Optional<String> option, String own) {
        if (option.isPresent() && !option.get().equals(own)) {
            throw VerbFailure.usage(
                    document.origin() + ": the record is signed as \"" + own + "\", not \"" + option.get() + "\"");
        }
    }

    /** A record has a manifest and says something about it; a manifest with both fields by chance is taken for one. */
    private static boolean isRecord(InputDocument document) {
        Map<String, @Nullable Object> members =
                document.read(bytes -> StrictJson.readObject(bytes, StrictJson.MAX_DEPTH + 1));
        return members.get("schema") instanceof Map
                && (members.containsKey("signature") || members.containsKey("hash"));
    }
}
