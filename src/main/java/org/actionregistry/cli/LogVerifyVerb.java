package org.actionregistry.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.client.LogClient;
import org.actionregistry.client.LogMonitor;
import org.actionregistry.client.MonitorMemory;
import org.actionregistry.client.MonitorReport;
import org.actionregistry.signing.VerifierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "verify",
        description = {
            "Read the whole log, check every hash in it, and compare every served version with what was logged."
                    + " Exit code 1 when anything is wrong.",
            "With --state, the next run reads only what is new, and shows that the log only grew since. Without a key the"
                    + " log's own is trusted on first use, and kept in the state."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LogVerifyVerb implements Callable<Integer> {
    @ParentCommand
    private LogVerb log;

    @Mixin
    private ServerOptions server;

    @Mixin
    private LogTrustOptions trust;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "What is known of the log; made by the first run, with FILE.coordinates beside it.")
    private Optional<Path> state = Optional.empty();

    @Option(names = "--skip-documents", description = "Check the log alone, not the versions that are served.")
    private boolean skipDocuments;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "8",
            description = "Requests under way at once, 1 to 256; default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Override
    public Integer call() {
        if (concurrency < 1 || concurrency > 256) {
            throw VerbFailure.usage("--concurrency is 1 to 256");
        }
        try (MonitorMemory memory = memory()) {
            MonitorReport report = run(memory);
            new MonitorPrint(log.terminal(), output.json()).print(report, !skipDocuments);
            return (report.sound() ? ExitCode.YES : ExitCode.NO).code();
        } catch (IOException | UncheckedIOException e) {
            throw VerbFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private MonitorMemory memory() throws IOException {
        if (state.isEmpty()) {
            return MonitorMemory.none();
        }
        Path file = state.get();
        try {
            return MonitorMemory.open(file);
        } catch (IllegalArgumentException e) {
            throw VerbFailure.usage(file + ": is not the state of a monitor: " + e.getMessage());
        }
    }

    private MonitorReport run(MonitorMemory memory) {
        LogClient client = server.logClient(log.terminal());
        LogMonitor.Trust trusted = trust.trust().orElseGet(() -> LogMonitor.Trust.ofLog(keys(client, memory)));
        try (MonitorProgress progress = new MonitorProgress(log.terminal())) {
            LogMonitor.Options options = new LogMonitor.Options(concurrency, !skipDocuments, progress);
            return new LogMonitor(client, server.client(log.terminal()), trusted, options).run(memory);
        }
    }

    private List<VerifierKey> keys(LogClient client, MonitorMemory memory) {
        if (!memory.keys().isEmpty()) {
            return memory.keys();
        }
        List<VerifierKey> keys = client.verifierKeys();
        keys.forEach(key -> log.terminal().note("trusted on first use: " + key));
        log.terminal()
                .note("  compare it with one from elsewhere, and give that with --vkey"
                        + (state.isPresent() ? "; it is kept in the state" : ""));
        return keys;
    }
}
