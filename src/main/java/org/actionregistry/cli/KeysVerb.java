package org.actionregistry.cli;

import picocli.CommandLine.Command;

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
final class KeysVerb extends VerbGroup {}
