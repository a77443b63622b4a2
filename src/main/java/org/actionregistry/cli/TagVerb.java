package org.actionregistry.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "tag",
        description = "Names for versions, such as stable; add and rm are for maintainers.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {TagAddVerb.class, TagRmVerb.class, TagListVerb.class})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TagVerb implements Runnable {
    @ParentCommand
    private RegistryCommand registry;

    @Spec
    private CommandSpec spec;

    Terminal terminal() {
        return registry.terminal();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: add, rm or list");
    }
}
