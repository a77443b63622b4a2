package org.actionregistry.cli;

import picocli.CommandLine.Command;

@Command(
        name = "tag",
        description = "Names for versions, such as stable; add and rm are for maintainers.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {TagAddVerb.class, TagRmVerb.class, TagListVerb.class})
final class TagVerb extends VerbGroup {}
