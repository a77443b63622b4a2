package org.actionregistry.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.actionregistry.client.ActionFilter;
import org.actionregistry.client.ActionSummary;
import org.actionregistry.client.RegistryClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "list",
        description = "List actions by name, with the registry's own word on whether the latest version is verified.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ListVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Option(names = "--query", paramLabel = "WORDS", description = "Only actions that match these words.")
    private Optional<String> query = Optional.empty();

    @Option(names = "--namespace", paramLabel = "NS", description = "Only actions of this namespace.")
    private Optional<String> namespace = Optional.empty();

    @Option(names = "--tag", paramLabel = "TAG", description = "Only actions that carry this tag.")
    private Optional<String> tag = Optional.empty();

    @Option(names = "--status", paramLabel = "STATUS", description = "Only actions that have a version of this status.")
    private Optional<String> status = Optional.empty();

    @Mixin
    private StatusCheck check;

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private Amount amount = new Amount();

    private static final class Amount {
        private static final int DEFAULT = 50;

        @Option(names = "--limit", paramLabel = "N", description = "At most so many; default: 50.")
        private int limit = DEFAULT;

        @Option(names = "--all", description = "All of them.")
        private boolean all;
    }

    @Override
    public Integer call() {
        if (amount.limit < 1) {
            throw VerbFailure.usage("--limit must be at least 1, not " + amount.limit);
        }
        Terminal terminal = registry.terminal();
        RegistryClient client = server.client(terminal);
        ActionFilter filter = new ActionFilter(query, namespace, tag, status);
        boolean passes;
        if (amount.all) {
            try (Stream<ActionSummary> actions = client.allActions(filter, RegistryClient.MAX_PAGE)) {
                passes = print(terminal, actions);
            }
        } else {
            passes = printLimited(terminal, client, filter);
        }
        return (passes ? ExitCode.YES : ExitCode.NO).code();
    }

    /** Asks for one more than is shown, so as to know whether there is more. */
    private boolean printLimited(Terminal terminal, RegistryClient client, ActionFilter filter) {
        int pageSize = Math.min(RegistryClient.MAX_PAGE, amount.limit);
        List<ActionSummary> actions =
                client.allActions(filter, pageSize).limit(amount.limit + 1L).toList();
        boolean passes = print(terminal, actions.stream().limit(amount.limit));
        if (actions.size() > amount.limit) {
            terminal.note("there are more: --limit N or --all");
        }
        return passes;
    }

    /** Warns of each action whose latest version is no longer active. */
    private boolean print(Terminal terminal, Stream<ActionSummary> listed) {
        AtomicBoolean passes = new AtomicBoolean(true);
        Stream<ActionSummary> actions = listed.peek(action -> action.standing()
                .filter(standing -> !check.passes(terminal, coordinate(action), standing))
                .ifPresent(alarming -> passes.set(false)));
        if (output.json()) {
            actions.forEach(action -> terminal.json(action.json()));
            return passes.get();
        }
        Table table = new Table().row("NAME", "LATEST", "VERSIONS", "VERIFIED", "DESCRIPTION");
        actions.forEach(action -> table.row(
                action.name().value(),
                action.latestVersion().orElse("-"),
                Long.toString(action.versionCount()),
                action.verified().map(verified -> verified ? "yes" : "NO").orElse("-"),
                action.description().or(action::title).orElse("")));
        table.print(terminal.out(), terminal.outColumns());
        return passes.get();
    }

    private static String coordinate(ActionSummary action) {
        return action.name()
                + action.latestVersion().map(version -> "@" + version).orElse("");
    }
}
