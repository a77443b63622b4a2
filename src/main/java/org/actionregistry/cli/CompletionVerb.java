package org.actionregistry.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = {
            "Print a completion script for bash and zsh.",
            "Use it with: source <(action-registry completion), where action-registry is a command or an alias."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CompletionVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        registry.terminal().out().println(AutoComplete.bash(root.name(), root.commandLine()));
        return ExitCode.YES.code();
    }
}
