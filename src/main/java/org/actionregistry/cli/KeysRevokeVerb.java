package org.actionregistry.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.RevocationReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "revoke",
        description = {
            "Withdraw trust in a key. Not to be undone.",
            "With keyCompromise, or unspecified, nothing the key has signed is verified any more, save what was published"
                    + " before --compromised-since. With superseded or cessationOfOperation it stays verified."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysRevokeVerb implements Callable<Integer> {
    @ParentCommand
    private KeysVerb keys;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "KID", description = "The key's id.")
    private KeyId kid;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            defaultValue = "unspecified",
            description = "unspecified (the default), keyCompromise, superseded or cessationOfOperation.")
    private String reason = "";

    @Option(
            names = "--compromised-since",
            paramLabel = "TIME",
            description = "What was published before this moment stands, such as 2026-03-01T12:00:00Z.")
    private Optional<String> compromisedSince = Optional.empty();

    @Override
    public Integer call() {
        Terminal terminal = keys.terminal();
        RevocationReason parsed;
        try {
            parsed = RevocationReason.ofWord(reason);
        } catch (IllegalArgumentException e) {
            throw VerbFailure.usage("--reason: " + e.getMessage());
        }
        Optional<Instant> since = compromisedSince.map(text -> time("--compromised-since", text));
        KeyPrint.print(terminal, output.json(), server.keyClient(terminal).revoke(kid, parsed, since));
        return ExitCode.YES.code();
    }

    /** The time that an option gives. */
    static Instant time(String option, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw VerbFailure.usage(option + " should be a time such as 2026-03-01T12:00:00Z, not " + text);
        }
    }
}
