package org.actionregistry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.actionregistry.app.OfflineImport;
import org.actionregistry.app.Settings;
import org.actionregistry.failure.Unavailable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "import",
        description = {
            "Store pre-signed records straight into the database in DATABASE_URL (offline publishing).",
            "One record a line: {\"name\",\"version\",\"schema\",\"hash\",\"signature\":{\"alg\",\"kid\",\"sig\"}}, as"
                    + " `sign` prints them. Good lines are stored when others are refused; every refused line is"
                    + " reported. Exit code 1 when there was one."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ImportVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerSettings settings;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "FILE", description = "NDJSON; - is standard input.")
    private String file;

    @Option(
            names = "--allow-unverified",
            description = "Store unsigned and wrongly signed records too; they are served as not verified.")
    private boolean allowUnverified;

    private final Map<OfflineImport.Fate, Long> counts = new EnumMap<>(OfflineImport.Fate.class);

    @Override
    public Integer call() {
        Settings read = settings.load(registry.terminal().environment());
        try (InputStream records = open();
                OfflineImport run = OfflineImport.open(read, allowUnverified)) {
            run.run(records, this::report);
        } catch (IOException unreadable) {
            throw VerbFailure.usage(file + " cannot be read: " + unreadable.getMessage());
        } catch (Unavailable away) {
            throw new VerbFailure(
                    ExitCode.SERVER, "the import broke off: " + away.message() + " Lines reported so far are stored.");
        }
        registry.terminal()
                .note("%d imported, %d unchanged, %d refused"
                        .formatted(
                                count(OfflineImport.Fate.IMPORTED),
                                count(OfflineImport.Fate.UNCHANGED),
                                count(OfflineImport.Fate.REFUSED)));
        return (count(OfflineImport.Fate.REFUSED) == 0 ? ExitCode.YES : ExitCode.NO).code();
    }

    private InputStream open() throws IOException {
        if (file.equals("-")) {
            return registry.terminal().in();
        }
        try {
            return Files.newInputStream(Path.of(file));
        } catch (IOException missing) {
            throw VerbFailure.usage("there is no readable file " + file);
        }
    }

    private long count(OfflineImport.Fate fate) {
        return counts.getOrDefault(fate, 0L);
    }

    private void report(OfflineImport.Outcome outcome) {
        counts.merge(outcome.fate(), 1L, Long::sum);
        String what = outcome.what().orElse("-");
        if (outcome.fate() == OfflineImport.Fate.REFUSED) {
            registry.terminal().note("line " + outcome.line() + " refused: " + what + ": " + outcome.reason());
        }
        if (output.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("line", outcome.line());
            json.put("record", what);
            json.put("status", outcome.fate().name().toLowerCase(Locale.ROOT));
            json.put("reason", outcome.reason());
            registry.terminal().json(json);
        }
    }
}
