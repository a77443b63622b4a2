package org.actionregistry.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.client.KeyClient;
import org.actionregistry.client.RegistryKey;
import org.actionregistry.client.Signer;
import org.actionregistry.signing.Ed25519PrivateKey;
import org.actionregistry.signing.KeyId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "add",
        description = {
            "Make a registry trust a new key.",
            "With --signing-key the challenge is asked for and signed here; a key that is kept elsewhere signs what"
                    + " 'keys challenge' prints."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysAddVerb implements Callable<Integer> {
    @ParentCommand
    private KeysVerb keys;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "KID", description = "The id the key gets, for ever.")
    private KeyId kid;

    @ArgGroup(multiplicity = "1")
    private Proof proof;

    @Option(names = "--not-before", paramLabel = "TIME", description = "It may sign from then on; default: at once.")
    private Optional<String> notBefore = Optional.empty();

    @Option(names = "--not-after", paramLabel = "TIME", description = "It may sign until then; default: for ever.")
    private Optional<String> notAfter = Optional.empty();

    /** How the key shows that it is in the right hands; exactly one of the two. */
    private static final class Proof {
        @Option(
                names = "--signing-key",
                paramLabel = "FILE",
                required = true,
                description = "The private key, PKCS#8 PEM.")
        private @Nullable Path signingKey;

        @ArgGroup(exclusive = false)
        private @Nullable Elsewhere elsewhere;
    }

    private static final class Elsewhere {
        @Option(
                names = "--public-key",
                paramLabel = "base64:...",
                required = true,
                description = "The key's public half.")
        private String publicKey;

        @Option(names = "--nonce", paramLabel = "base64:...", required = true, description = "That of the challenge.")
        private String nonce;

        @Option(
                names = "--signature",
                paramLabel = "base64:...",
                required = true,
                description = "The key's, over the challenge.")
        private String signature;
    }

    @Override
    public Integer call() {
        Terminal terminal = keys.terminal();
        KeyClient.Window window = new KeyClient.Window(
                notBefore.map(text -> KeysRevokeVerb.time("--not-before", text)),
                notAfter.map(text -> KeysRevokeVerb.time("--not-after", text)));
        KeyPrint.print(terminal, output.json(), add(server.keyClient(terminal), window));
        return ExitCode.YES.code();
    }

    private RegistryKey add(KeyClient client, KeyClient.Window window) {
        if (proof.signingKey != null) {
            Ed25519PrivateKey key = InputDocument.read(proof.signingKey)
                    .read(pem -> Ed25519PrivateKey.fromPem(new String(pem, StandardCharsets.ISO_8859_1)));
            return client.add(new Signer(kid, key), window);
        }
        if (proof.elsewhere == null) {
            throw VerbFailure.usage("give --signing-key FILE, or --public-key, --nonce and --signature");
        }
        return client.add(
                kid,
                KeysChallengeVerb.publicKey("--public-key", proof.elsewhere.publicKey),
                proof.elsewhere.nonce,
                proof.elsewhere.signature,
                window);
    }
}
