package org.actionregistry.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.actionregistry.action.ActionName;
import org.actionregistry.action.DistTag;
import org.actionregistry.action.Requirement;
import org.actionregistry.action.SemanticVersion;
import org.actionregistry.signing.Digest;
import org.actionregistry.signing.KeyId;
import org.actionregistry.signing.KeyName;
import org.actionregistry.signing.VerifierKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command itself, which only has verbs. A new verb is a class of its own, named in {@code subcommands}. */
@Command(
        name = "action-registry",
        description = "A registry of signed, immutable, verifiable actions.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:yes, done",
            "1:a negative answer: not verified, refused, drifted",
            "2:wrong use, or a file that cannot be used",
            "3:the server or the network failed",
            "4:not allowed",
            "5:not found",
            "6:conflict with what is published"
        },
        subcommands = {
            DevVerb.class,
            ServeVerb.class,
            MigrateVerb.class,
            ImportVerb.class,
            KeygenVerb.class,
            KeysVerb.class,
            CanonicalizeVerb.class,
            DigestVerb.class,
            SignVerb.class,
            PublishVerb.class,
            VerifyVerb.class,
            ListVerb.class,
            ShowVerb.class,
            FetchVerb.class,
            ResolveVerb.class,
            LockVerb.class,
            StatusVerb.class,
            TagVerb.class,
            NamespacesVerb.class,
            EventsVerb.class,
            AuditVerb.class,
            WhoamiVerb.class,
            ApiKeysVerb.class,
            LogVerb.class,
            WitnessVerb.class,
            MirrorVerb.class,
            CompletionVerb.class
        })
final class RegistryCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    RegistryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command, ready to be executed; nothing but its exit code and what it prints comes out of it. */
    static CommandLine commandLine(Terminal terminal) {
        FailureReport failures = new FailureReport(terminal);
        CommandLine commandLine = new CommandLine(new RegistryCommand(terminal))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
        register(commandLine, ActionName.class, ActionName::new);
        register(commandLine, SemanticVersion.class, SemanticVersion::parse);
        register(commandLine, ActionReference.class, ActionReference::parse);
        register(commandLine, Requirement.class, Requirement::parse);
        register(commandLine, DistTag.class, DistTag::new);
        register(commandLine, Digest.class, Digest::parse);
        register(commandLine, KeyId.class, KeyId::new);
        register(commandLine, KeyName.class, KeyName::new);
        register(commandLine, VerifierKey.class, VerifierKey::parse);
        return commandLine;
    }

    private static <T> void register(CommandLine commandLine, Class<T> type, Function<String, T> parser) {
        ITypeConverter<T> converter = text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
        commandLine.registerConverter(type, converter);
    }

    /** Where the verbs read and write. */
    Terminal terminal() {
        return terminal;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing");
    }
}
