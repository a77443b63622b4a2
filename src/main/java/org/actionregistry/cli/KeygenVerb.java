package org.actionregistry.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.TrustedKeyList;
import org.actionregistry.signing.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "keygen",
        description = {
            "Make an Ed25519 signing key.",
            "With --kid it signs actions, and its public half is printed as an entry for a list of trusted keys; with --log"
                    + " or --witness it signs checkpoints of a transparency log, and its verifier key (vkey) is printed."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeygenVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @ArgGroup(multiplicity = "1")
    private KeyPurpose purpose;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "Where the private key goes: PKCS#8 PEM, mode 0600.")
    private Path out;

    @Option(names = "--trusted-keys", paramLabel = "FILE", description = "A list to create or to add the key to.")
    private Optional<Path> trustedKeys = Optional.empty();

    @Option(names = "--force", description = "Replace the file that stands at --out.")
    private boolean force;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description =
                    "For an action key json, as a list of trusted keys has it (the default), or table; for others the"
                            + " vkey alone (the default), or json.")
    private OutputOption.@Nullable Format format;

    @Override
    public Integer call() {
        Ed25519PrivateKey key = Ed25519PrivateKey.generate(new SecureRandom());
        Optional<VerifierKey> verifierKey = purpose.verifierKey(key);
        if (verifierKey.isPresent()) {
            notesKey(key, verifierKey.get());
        } else {
            actionsKey(key, new TrustedKeyList.Entry(purpose.kid(), key.publicKey()));
        }
        return ExitCode.YES.code();
    }

    private void notesKey(Ed25519PrivateKey key, VerifierKey verifierKey) {
        if (trustedKeys.isPresent()) {
            throw VerbFailure.usage("--trusted-keys is for keys that sign actions, made with --kid");
        }
        writeKey(pem(key));
        if (format == OutputOption.Format.JSON) {
            registry.terminal().json(Map.of("vkey", verifierKey.toString()));
        } else {
            registry.terminal().out().println(verifierKey);
        }
    }

    private static byte[] pem(Ed25519PrivateKey key) {
        return key.toPem().getBytes(StandardCharsets.US_ASCII);
    }

    private void actionsKey(Ed25519PrivateKey key, TrustedKeyList.Entry entry) {
        // The list first: were it refused after the key was written, --force would be needed to try again.
        Optional<byte[]> extended = trustedKeys.map(file -> extended(file, entry));
        writeKey(pem(key));
        trustedKeys.ifPresent(file -> extended.ifPresent(content -> FileOutput.replace(file, content)));
        print(entry);
        sayWhatIsNext(entry.kid());
    }

    private void writeKey(byte[] pem) {
        if (force) {
            FileOutput.replacePrivate(out, pem);
        } else if (Files.exists(out)) {
            throw VerbFailure.usage(out + ": exists already; --force replaces it");
        } else {
            FileOutput.createPrivate(out, pem);
        }
    }

    private static byte[] extended(Path file, TrustedKeyList.Entry entry) {
        List<TrustedKeyList.Entry> entries = new ArrayList<>();
        if (Files.exists(file)) {
            entries.addAll(InputDocument.read(file).read(TrustedKeyList::parse));
        }
        if (entries.stream().anyMatch(one -> one.kid().equals(entry.kid()))) {
            throw VerbFailure.usage(file + ": has a key " + entry.kid() + " already; choose another --kid");
        }
        entries.add(entry);
        return TrustedKeyList.write(entries);
    }

    private void print(TrustedKeyList.Entry entry) {
        Terminal terminal = registry.terminal();
        if (format == OutputOption.Format.TABLE) {
            new Table()
                    .row("KID", "ALG", "PUBLIC KEY")
                    .row(entry.kid().value(), "ed25519", entry.publicKey().toString())
                    .print(terminal.out(), terminal.outColumns());
            return;
        }
        terminal.out().writeBytes(TrustedKeyList.write(entry));
        terminal.out().println();
    }

    private void sayWhatIsNext(KeyId kid) {
        registry.terminal()
                .note("next: keys add " + kid + " --signing-key " + out
                        + " makes a registry trust it, as an administrator");
    }
}
