package org.actionregistry.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "log",
        description = "Look at a registry's transparency log, and check it.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {LogVerifyVerb.class, LogCheckpointVerb.class, LogProofVerb.class, LogCheckProofVerb.class})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LogVerb implements Runnable {
    @ParentCommand
    private RegistryCommand registry;

    @Spec
    private CommandSpec spec;

    Terminal terminal() {
        return registry.terminal();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: verify, checkpoint or proof");
    }
}
