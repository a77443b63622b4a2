package org.actionregistry.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = "Look at the signing keys a registry trusts, and change them.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            KeysListVerb.class,
            KeysShowVerb.class,
            KeysChallengeVerb.class,
            KeysAddVerb.class,
            KeysRetireVerb.class,
            KeysRevokeVerb.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysVerb implements Runnable {
    @ParentCommand
    private RegistryCommand registry;

    @Spec
    private CommandSpec spec;

    Terminal terminal() {
        return registry.terminal();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a verb is missing: list, show, challenge, add, retire or revoke");
    }
}
