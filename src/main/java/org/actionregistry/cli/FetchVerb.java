package org.actionregistry.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.actionregistry.action.Coordinate;
import org.actionregistry.client.FetchedVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "fetch",
        description =
                "Fetch several versions at once, each as one line of JSON. What comes is not verified here: see verify.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class FetchVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(paramLabel = "NAME@VERSION", arity = "1..*", description = "The versions, as many as you like.")
    private List<ActionReference> actions;

    @Override
    public Integer call() {
        Terminal terminal = registry.terminal();
        boolean all = true;
        for (FetchedVersion each : server.client(terminal)
                .versions(actions.stream().map(this::coordinate).toList())) {
            each.version()
                    .ifPresentOrElse(
                            version -> terminal.json(version.json()),
                            () -> terminal.note("there is no " + each.coordinate()));
            all &= each.version().isPresent();
        }
        return (all ? ExitCode.YES : ExitCode.NOT_FOUND).code();
    }

    private Coordinate coordinate(ActionReference action) {
        return new Coordinate(
                action.name(),
                action.version()
                        .orElseThrow(() -> new CommandLine.ParameterException(
                                spec.commandLine(),
                                action.name() + " names no version: write " + action.name() + "@VERSION")));
    }
}
