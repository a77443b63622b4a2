package org.actionregistry.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.actionregistry.app.ExitSignal;
import org.actionregistry.app.Mirror;
import org.actionregistry.app.MirrorRefused;
import org.actionregistry.app.Settings;
import org.actionregistry.client.ClientSettings;
import org.actionregistry.client.LogClient;
import org.actionregistry.client.LogMonitor;
import org.actionregistry.failure.Unavailable;
import org.actionregistry.merkle.Checkpoint;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "mirror",
        description = {
            "Keep a copy of another registry in a database of its own, and verify every entry, signature and proof on the way.",
            "Serve the copy with 'serve' on that database. Exit code 1 when the source serves what must not be copied."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class MirrorVerb implements Callable<Integer> {
    @ParentCommand
    private RegistryCommand registry;

    @Mixin
    private ServerSettings settings;

    @Mixin
    private LogTrustOptions trust;

    @Option(names = "--from", paramLabel = "URL", required = true, description = "The registry to copy.")
    private String from;

    @Option(
            names = "--from-key",
            paramLabel = "KEY",
            description = "An API key of that registry; default: $ACTION_REGISTRY_API_KEY.")
    private Optional<String> fromKey = Optional.empty();

    @Option(names = "--database-url", paramLabel = "URL", description = "The copy's database; default: $DATABASE_URL.")
    private Optional<String> databaseUrl = Optional.empty();

    @Option(
            names = "--trusted-keys",
            paramLabel = "FILE",
            description = "The keys the copy trusts; default: $TRUSTED_KEYS_FILE or $TRUSTED_KEYS_JSON.")
    private Optional<Path> trustedKeys = Optional.empty();

    @ArgGroup
    private Extent extent = new Extent();

    private static final class Extent {
        @Option(names = "--once", description = "Copy what there is, and end.")
        private boolean once;

        @Option(names = "--follow", description = "Go on until told to stop, SIGTERM (the default).")
        private boolean follow;
    }

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How often the source is looked at, 1 to 3600; default: ${DEFAULT-VALUE}.")
    private int interval;

    @Override
    public Integer call() {
        if (interval < 1 || interval > 3600) {
            throw VerbFailure.usage("--interval is 1 to 3600");
        }
        ClientSettings source = source();
        Settings target = settings.load(environment());
        LogMonitor.Trust trusted = trust.trust().orElseGet(() -> firstUse(source));
        try (Mirror mirror = Mirror.open(target, source, trusted.policy())) {
            if (extent.once) {
                Checkpoint reached = mirror.catchUp(this::report);
                registry.terminal().note("mirrored " + reached.size() + " entries of " + reached.origin());
            } else {
                Thread watcher = new Thread(() -> ExitSignal.awaitThen(mirror::stop), "exit-signal");
                watcher.setDaemon(true);
                watcher.start();
                mirror.follow(Duration.ofSeconds(interval), this::report);
            }
            return ExitCode.YES.code();
        } catch (MirrorRefused refused) {
            throw new VerbFailure(ExitCode.NO, refused.message());
        } catch (Unavailable away) {
            throw new VerbFailure(ExitCode.SERVER, away.message());
        }
    }

    private ClientSettings source() {
        Optional<String> key = fromKey.or(
                () -> Optional.ofNullable(registry.terminal().environment().get(ServerOptions.API_KEY_VARIABLE)));
        try {
            return ClientSettings.of(from, key.filter(text -> !text.isEmpty()));
        } catch (IllegalArgumentException e) {
            throw VerbFailure.usage("--from: " + e.getMessage());
        }
    }

    /** The settings are a server's, with what the options say in the place of what the environment does. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(registry.terminal().environment());
        databaseUrl.ifPresent(url -> {
            environment.put("DATABASE_URL", url);
            environment.remove("DATABASE_OWNER_URL");
            environment.remove("DATABASE_READ_URL");
        });
        trustedKeys.ifPresent(file -> {
            environment.put("TRUSTED_KEYS_FILE", file.toString());
            environment.remove("TRUSTED_KEYS_JSON");
        });
        // The copy is not this process's log to sign.
        environment.remove("LOG_SIGNING_KEY_FILE");
        environment.remove("LOG_VKEY");
        return environment;
    }

    private LogMonitor.Trust firstUse(ClientSettings source) {
        LogMonitor.Trust trusted = LogMonitor.Trust.ofLog(new LogClient(source).verifierKeys());
        trusted.keys().forEach(key -> registry.terminal().note("trusted for this run: " + key));
        registry.terminal().note("  compare it with one from elsewhere, and give that with --vkey");
        return trusted;
    }

    private void report(long entries) {
        registry.terminal().note(entries + " entries");
    }
}
