package org.actionregistry.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.actionregistry.signing.Base64Text;
import org.actionregistry.signing.Ed25519PublicKey;
import org.actionregistry.signing.KeyChallenge;
import org.actionregistry.signing.KeyId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "challenge",
        description = {
            "Ask for the challenge to a new key that is kept elsewhere.",
            "Whoever holds the key signs the message, pure Ed25519 over exactly its bytes; 'keys add' takes the signature."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysChallengeVerb implements Callable<Integer> {
    @ParentCommand
    private KeysVerb keys;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "KID", description = "The id the key is to have.")
    private KeyId kid;

    @Option(names = "--public-key", paramLabel = "base64:...", required = true, description = "The key's public half.")
    private String publicKey;

    @Override
    public Integer call() {
        Terminal terminal = keys.terminal();
        KeyChallenge challenge = server.keyClient(terminal).challenge(kid, publicKey("--public-key", publicKey));
        if (output.json()) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            members.put("kid", challenge.kid().value());
            members.put("public_key", challenge.publicKey().toString());
            members.put("nonce", Base64Text.encode(challenge.nonce()));
            members.put("expires_at", challenge.expiresAt().toString());
            members.put("message", challenge.message());
            terminal.json(members);
            return ExitCode.YES.code();
        }
        terminal.out().print(challenge.message());
        terminal.out().flush();
        terminal.note("sign these bytes with the new key until " + challenge.expiresAt() + ", then: keys add " + kid
                + " --public-key " + challenge.publicKey() + " --nonce " + Base64Text.encode(challenge.nonce())
                + " --signature base64:...");
        return ExitCode.YES.code();
    }

    static Ed25519PublicKey publicKey(String option, String text) {
        try {
            return Ed25519PublicKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw VerbFailure.usage(option + ": " + e.getMessage());
        }
    }
}
