package org.actionregistry.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.actionregistry.client.AuditClient;
import org.actionregistry.client.AuditEntry;
import org.actionregistry.client.AuditFilter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "audit",
        description = {
            "Print the audit trail, newest first: who did or tried to write what. For auditors and administrators.",
            "A row is printed when it passes every filter."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class AuditVerb implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 50;

    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--principal",
            paramLabel = "ID",
            description = "Only attempts of this principal; - for nobody known.")
    private Optional<String> principal = Optional.empty();

    @Option(names = "--operation", paramLabel = "ID", description = "Only attempts at this operation: publishVersion.")
    private Optional<String> operation = Optional.empty();

    @Option(names = "--target", paramLabel = "TARGET", description = "Only attempts on exactly this: NAME@VERSION.")
    private Optional<String> target = Optional.empty();

    @Option(names = "--target-prefix", paramLabel = "TEXT", description = "Only attempts on what begins with this.")
    private Optional<String> targetPrefix = Optional.empty();

    @Option(names = "--kid", paramLabel = "KID", description = "Only attempts that named this signing key.")
    private Optional<String> kid = Optional.empty();

    @Option(names = "--address", paramLabel = "ADDRESS", description = "Only attempts from this address.")
    private Optional<String> address = Optional.empty();

    @Option(names = "--code", paramLabel = "CODE", description = "Only attempts refused with this code: FORBIDDEN.")
    private Optional<String> code = Optional.empty();

    @Option(names = "--result", paramLabel = "ok|refused|failed", description = "Only attempts that ended so.")
    private Optional<String> result = Optional.empty();

    @Option(names = "--log-index", paramLabel = "N", description = "Only the attempt that caused this journal entry.")
    private Optional<Long> logIndex = Optional.empty();

    @Option(names = "--since", paramLabel = "TIME", description = "Only attempts at or after 2026-03-01T12:00:00Z.")
    private Optional<Instant> since = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "Only attempts before this time.")
    private Optional<Instant> until = Optional.empty();

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private Amount amount = new Amount();

    private static final class Amount {
        @Option(names = "--limit", paramLabel = "N", description = "At most so many; default: 50.")
        private int limit = DEFAULT_LIMIT;

        @Option(names = "--all", description = "All of them.")
        private boolean all;

        @Option(
                names = "--export",
                paramLabel = "FILE",
                description = "Write all of them to a file that only you may read, a line of JSON each.")
        private Optional<Path> export = Optional.empty();
    }

    @Override
    public Integer call() {
        if (amount.limit < 1) {
            throw VerbFailure.usage("--limit must be at least 1, not " + amount.limit);
        }
        Terminal terminal = registry.terminal();
        AuditClient client = server.auditClient(terminal);
        if (amount.export.isPresent()) {
            terminal.note(export(client, amount.export.get()) + " rows exported");
        } else if (amount.all) {
            print(terminal, client.rows(filter(), AuditClient.MAX_PAGE));
        } else {
            printLimited(terminal, client);
        }
        return ExitCode.YES.code();
    }

    private AuditFilter filter() {
        return AuditFilter.ALL
                .with("principal", principal)
                .with("operation", operation)
                .with("target", target)
                .with("target_prefix", targetPrefix)
                .with("kid", kid)
                .with("address", address)
                .with("code", code)
                .with("result", result)
                .with("log_index", logIndex.map(String::valueOf))
                .with("since", since.map(Instant::toString))
                .with("until", until.map(Instant::toString));
    }

    private long export(AuditClient client, Path file) {
        long[] rows = new long[1];
        FileOutput.replacePrivate(file, out -> rows[0] = client.export(filter(), out));
        return rows[0];
    }

    /** Asks for one more than is shown, so as to know whether there is more. */
    private void printLimited(Terminal terminal, AuditClient client) {
        int pageSize = Math.min(AuditClient.MAX_PAGE, amount.limit + 1);
        List<AuditEntry> rows =
                client.rows(filter(), pageSize).limit(amount.limit + 1L).toList();
        print(terminal, rows.stream().limit(amount.limit));
        if (rows.size() > amount.limit) {
            terminal.note("there are more: --limit N, --all or --export FILE");
        }
    }

    private void print(Terminal terminal, Stream<AuditEntry> rows) {
        if (output.json()) {
            rows.forEach(row -> terminal.json(row.json()));
            return;
        }
        Table table = new Table().row("TIME", "PRINCIPAL", "ADDRESS", "OPERATION", "TARGET", "KID", "RESULT", "INDEX");
        rows.forEach(row -> table.row(
                row.time().toString(),
                row.principal(),
                row.address().orElse("-"),
                row.operation(),
                row.target().orElse("-"),
                row.kid().orElse("-"),
                row.status() + row.code().map(text -> " " + text).orElse(""),
                row.logIndex().map(String::valueOf).orElse("-")));
        table.print(terminal.out(), terminal.outColumns());
    }
}
