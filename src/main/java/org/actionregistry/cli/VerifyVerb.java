package org.actionregistry.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.action.Coordinate;
import org.actionregistry.client.OfflineVerification;
import org.actionregistry.client.PublishedVersion;
import org.actionregistry.client.RegistryClient;
import org.actionregistry.client.VerificationReport;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.TrustedKeyList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "verify",
        description = {
            "Say whether an action is authentic: exit code 0 for yes, 1 for no.",
            "With --trusted-keys the downloaded bytes are verified here, whatever the registry says about them;"
                    + " without, the answer is the registry's word."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class VerifyVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Mixin
    private StatusCheck status;

    @Parameters(
            paramLabel = "NAME[@VERSION]",
            arity = "0..1",
            description = "The action, by default its latest version; with --file, what the record must be.")
    private Optional<ActionReference> action = Optional.empty();

    @Option(names = "--trusted-keys", paramLabel = "FILE", description = "The keys to believe, a JSON array.")
    private Optional<Path> trustedKeys = Optional.empty();

    @Option(names = "--file", paramLabel = "RECORD", description = "Verify a signed record; asks no registry.")
    private Optional<String> file = Optional.empty();

    @Option(names = "--digest", paramLabel = "sha256:...", description = "The digest it must have.")
    private Optional<Digest> digest = Optional.empty();

    @Override
    public Integer call() {
        Terminal terminal = registry.terminal();
        VerificationPrint print = new VerificationPrint(terminal, output.json());
        VerificationReport report;
        if (file.isPresent()) {
            report = verifyFile(terminal, file.get());
            print.ownVerdict(report);
        } else if (trustedKeys.isPresent()) {
            report = verifyDownload(terminal, keys(trustedKeys.get()));
            print.ownVerdict(report);
        } else {
            report = askRegistry(server.client(terminal));
            print.registrysWord(report);
        }
        boolean passes = report.standing()
                .map(standing -> status.passes(terminal, report.coordinate().toString(), standing))
                .orElse(true);
        return (report.verified() && passes ? ExitCode.YES : ExitCode.NO).code();
    }

    private VerificationReport verifyFile(Terminal terminal, String record) {
        OfflineVerification verification = keys(trustedKeys.orElseThrow(
                () -> VerbFailure.usage("--file needs --trusted-keys: there is nobody else to ask")));
        InputDocument document = InputDocument.read(record, terminal);
        // A name alone asks for no version in particular, so the record's own stands in.
        VerificationReport own = document.read(bytes -> verification.verify(bytes, Optional.empty(), digest));
        Optional<Coordinate> asked = action.map(reference -> new Coordinate(
                reference.name(), reference.version().orElse(own.coordinate().version())));
        return asked.map(coordinate -> document.read(bytes -> verification.verify(bytes, asked, digest)))
                .orElse(own);
    }

    private VerificationReport verifyDownload(Terminal terminal, OfflineVerification verification) {
        RegistryClient client = server.client(terminal);
        Coordinate coordinate = required(action).resolve(client);
        PublishedVersion version = client.version(coordinate);
        return verification
                .verify(version.body(), Optional.of(coordinate), digest)
                .withStanding(version.standing());
    }

    private VerificationReport askRegistry(RegistryClient client) {
        Coordinate coordinate = required(action).resolve(client);
        VerificationReport verdict = client.verdict(coordinate);
        // A pinned digest is checked here even so: it is compared with that of the bytes, not with what is said of
        // them.
        return digest.isEmpty() || digest.equals(client.version(coordinate).digest())
                ? verdict
                : verdict.withHashMismatch();
    }

    private static ActionReference required(Optional<ActionReference> action) {
        return action.orElseThrow(() -> VerbFailure.usage("give NAME[@VERSION] or --file RECORD"));
    }

    private static OfflineVerification keys(Path file) {
        List<TrustedKeyList.Entry> entries = InputDocument.read(file).read(TrustedKeyList::parse);
        return new OfflineVerification(entries);
    }
}
