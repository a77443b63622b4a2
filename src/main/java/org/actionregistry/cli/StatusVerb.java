package org.actionregistry.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.action.Coordinate;
import org.actionregistry.client.StatusReceipt;
import org.actionregistry.client.StatusWish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "status",
        description = {
            "Say that a version is deprecated, yanked, unsafe, or active again; for maintainers.",
            "Its bytes, digest and signature stay. What is not given is gone from what was said before."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StatusVerb implements Callable<Integer> {
    enum Status {
        ACTIVE,
        DEPRECATED,
        YANKED,
        UNSAFE;

        /** As it is written on the command line and in the API. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Parameters(index = "0", paramLabel = "NAME@VERSION", description = "The version.")
    private ActionReference action;

    @Parameters(index = "1", paramLabel = "STATUS", description = "One of ${COMPLETION-CANDIDATES}.")
    private Status status;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; deprecated and unsafe need it.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--severity", paramLabel = "GRADE", description = "low, medium, high or critical; unsafe needs it.")
    private Optional<String> severity = Optional.empty();

    @Option(names = "--replacement", paramLabel = "NAME[@VERSION]", description = "What to use instead.")
    private Optional<String> replacement = Optional.empty();

    @Option(names = "--sunset", paramLabel = "TIME", description = "When to stop using it: 2027-01-01T00:00:00Z.")
    private Optional<String> sunset = Optional.empty();

    @Override
    public Integer call() {
        Coordinate coordinate = new Coordinate(
                action.name(), action.version().orElseThrow(() -> VerbFailure.usage("name one version: NAME@VERSION")));
        Terminal terminal = registry.terminal();
        StatusReceipt receipt = server.maintenance(terminal)
                .setStatus(coordinate, new StatusWish(status.toString(), reason, severity, replacement, sunset));
        if (output.json()) {
            terminal.json(receipt.json());
        } else {
            terminal.out()
                    .println(Printable.of(coordinate + " " + receipt.standing().describe()));
            if (!receipt.changed()) {
                terminal.note("it was so before");
            }
        }
        return ExitCode.YES.code();
    }
}
