package org.actionregistry.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.action.ActionName;
import org.actionregistry.client.EventFeed;
import org.actionregistry.client.EventQuery;
import org.actionregistry.client.JournalEvent;
import org.actionregistry.client.RegistryClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "events",
        description = {
            "Print the journal: everything that changed what the registry says, in order.",
            "Without --follow, prints what is there and ends. With it, goes on until interrupted; a lost connection is"
                    + " made again, and nothing is missed."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EventsVerb implements Callable<Integer> {
    private static final String ROW = "%-8s  %-27s  %-20s  %s";

    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--since",
            paramLabel = "N",
            description = "Begin with the entry of index N; default: 0, or with --follow what happens from now on.")
    private Optional<Long> since = Optional.empty();

    @Option(names = "--follow", description = "Wait for what happens next.")
    private boolean follow;

    @Option(names = "--count", paramLabel = "N", description = "End after N entries.")
    private Optional<Long> count = Optional.empty();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only entries of this type: version.published.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--namespace", paramLabel = "NS", description = "Only entries about actions of this namespace.")
    private Optional<String> namespace = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "Only entries about this action.")
    private Optional<ActionName> name = Optional.empty();

    @Override
    public Integer call() {
        if (since.orElse(0L) < 0 || count.orElse(1L) < 1) {
            throw VerbFailure.usage("--since is at least 0, and --count at least 1");
        }
        Terminal terminal = registry.terminal();
        RegistryClient client = server.client(terminal);
        long last = follow ? Long.MAX_VALUE : client.journalHead();
        Optional<Long> first = follow ? since : Optional.of(since.orElse(0L));
        if (!output.json()) {
            terminal.out().println(String.format(ROW, "INDEX", "TIME", "TYPE", "ACTION"));
        }
        try (EventFeed feed = client.events(new EventQuery(type, namespace, name.map(ActionName::value)), first)) {
            print(terminal, feed, first.orElse(0L) - 1, last);
        }
        return ExitCode.YES.code();
    }

    /** Until everything up to {@code last} was seen, or enough was printed. */
    private void print(Terminal terminal, EventFeed feed, long before, long last) {
        long left = count.orElse(Long.MAX_VALUE);
        while (left > 0 && feed.position().orElse(before) < last) {
            Optional<JournalEvent> event = feed.next();
            if (event.isPresent() && event.get().index() <= last) {
                print(terminal, event.get());
                left--;
            }
        }
    }

    private void print(Terminal terminal, JournalEvent event) {
        if (output.json()) {
            terminal.json(event.json());
            return;
        }
        String action = event.name().orElse("-")
                + event.version().map(version -> "@" + version).orElse("");
        terminal.out()
                .println(Printable.of(String.format(ROW, event.index(), event.time(), event.type(), action))
                        .stripTrailing());
    }
}
