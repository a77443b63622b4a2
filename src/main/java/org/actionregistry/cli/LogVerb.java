package org.actionregistry.cli;

import picocli.CommandLine.Command;

@Command(
        name = "log",
        description = "Look at a registry's transparency log, and check it.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {LogVerifyVerb.class, LogCheckpointVerb.class, LogProofVerb.class, LogCheckProofVerb.class})
final class LogVerb extends VerbGroup {}
