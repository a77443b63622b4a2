package org.actionregistry.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.action.Coordinate;
import org.actionregistry.action.DetachedSignature;
import org.actionregistry.client.ActionHistory;
import org.actionregistry.client.PublishedVersion;
import org.actionregistry.client.RegistryClient;
import org.actionregistry.signing.Digest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "show",
        description = "Show an action and its versions, or one version.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOption output;

    @Mixin
    private StatusCheck status;

    @Parameters(paramLabel = "NAME[@VERSION]", description = "The action.")
    private ActionReference action;

    @Option(
            names = "--raw",
            description = "Print the manifest's canonical bytes, no line end added; of the latest version by default.")
    private boolean raw;

    @Override
    public Integer call() {
        Terminal terminal = registry.terminal();
        RegistryClient client = server.client(terminal);
        boolean passes;
        if (raw) {
            passes = printRaw(terminal, client);
        } else if (action.version().isPresent()) {
            PublishedVersion version = client.version(action.resolve(client));
            print(terminal, version);
            passes = passes(terminal, version);
        } else {
            ActionHistory history = client.action(action.name());
            print(terminal, history);
            passes = passes(terminal, history);
        }
        return (passes ? ExitCode.YES : ExitCode.NO).code();
    }

    private boolean passes(Terminal terminal, PublishedVersion version) {
        return status.passes(terminal, version.coordinate().toString(), version.standing());
    }

    /** Of an action, the version that counts is the latest. */
    private boolean passes(Terminal terminal, ActionHistory history) {
        return history.versions().stream()
                .filter(version -> history.latestVersion().equals(Optional.of(version.version())))
                .allMatch(version ->
                        status.passes(terminal, history.name() + "@" + version.version(), version.standing()));
    }

    private boolean printRaw(Terminal terminal, RegistryClient client) {
        Coordinate coordinate = action.resolve(client);
        PublishedVersion version = client.version(coordinate);
        String hash = version.hash();
        Digest digest;
        try {
            digest = Digest.parse(hash);
        } catch (IllegalArgumentException e) {
            throw new VerbFailure(ExitCode.NO, coordinate + " is filed under a malformed hash: " + hash);
        }
        terminal.out().writeBytes(client.document(digest));
        terminal.out().flush();
        return passes(terminal, version);
    }

    private void print(Terminal terminal, ActionHistory history) {
        if (output.json()) {
            terminal.json(history.json());
            return;
        }
        new Table()
                .row("name", history.name().value())
                .row("latest", history.latestVersion().orElse("-"))
                .row("title", history.title().orElse("-"))
                .row("description", history.description().orElse("-"))
                .row("tags", String.join(", ", history.tags()))
                .print(terminal.out(), terminal.outColumns());
        terminal.out().println();
        Table versions = new Table().row("VERSION", "STATUS", "PUBLISHED", "SIGNED BY", "DIGEST");
        for (ActionHistory.Version version : history.versions()) {
            versions.row(
                    version.version(),
                    version.status(),
                    version.createdAt().toString(),
                    version.kid().orElse("-"),
                    version.hash());
        }
        versions.print(terminal.out(), terminal.outColumns());
        if (history.versions().size() < history.versionCount()) {
            terminal.note("these are the highest of " + history.versionCount() + " versions");
        }
    }

    private void print(Terminal terminal, PublishedVersion version) {
        if (output.json()) {
            terminal.json(version.json());
            return;
        }
        String verdict = version.verified()
                ? "yes, says the registry"
                : "NO: " + version.verifyError().orElse("no reason given");
        new Table()
                .row("action", version.coordinate().toString())
                .row("title", text(version, "title"))
                .row("description", text(version, "description"))
                .row("status", version.standing().describe())
                .row("published", version.createdAt().toString())
                .row("log index", Long.toString(version.logIndex()))
                .row("digest", version.hash())
                .row(
                        "signed by",
                        version.signature().map(DetachedSignature::kid).orElse("-")
                                + version.keyStatus()
                                        .filter(state -> !state.equals("active"))
                                        .map(state -> " (" + state + " now)")
                                        .orElse(""))
                .row("verified", verdict)
                .print(terminal.out(), terminal.outColumns());
    }

    private static String text(PublishedVersion version, String field) {
        return version.schema()
                .flatMap(schema -> Optional.ofNullable(schema.get(field)))
                .map(Object::toString)
                .orElse("-");
    }
}
